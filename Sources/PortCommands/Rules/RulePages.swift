// Generated from docs/rules by RulePagesTests. Do not edit.
// swift-format-ignore-file

/// The pages of docs/rules by slug, so that `explain` needs no files.
let rulePages: [String: String] = [
  "ambiguous-number": ##"""
    # ambiguous-number (PS306)

    Severity: warning

    ## What it finds

    A number with a comma that can be one number with a thousands separator or two ports, and two numbers with a colon between them that can be a range or a
    port that stands for another.

    ## Why it matters

    `22,443` is port 22443 in one reading and the ports 22 and 443 in the other. Either guess opens or closes the wrong
    ports. `6800:7300` is a range to some tools; to others, `8080:80` is a port of a host and one of its container.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### SSH

    Open TCP 22,443 for incoming connections.
    ```

    ## What to do

    Write ports without separator, and put a space behind the comma of a list. Write ranges with a hyphen.

    """##,
  "ambiguous-requirement": ##"""
    # ambiguous-requirement (PS313)

    Severity: warning

    ## What it finds

    A port that the page asks for and for which it also says what to do while it stays closed.

    ## Why it matters

    If there is another way, the port is optional; if the port must be open, the other way is idle.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### UDP 1434

    The Orders Client connects to the Orders Server on this port. This port must be open. If this port is closed, enter the address by hand.
    ```

    ## What to do

    Call the port optional, or leave out what to do without it.

    """##,
  "ambiguous-sentence": ##"""
    # ambiguous-sentence (PS312)

    Severity: warning

    ## What it finds

    A sentence about ports with more than one reading that differ in who connects to whom, whether, or when; or one with a verb or a party
    left over that could change it: "the relay *caches* packages from the vendor", "agents connect to the server *via the gateway*".

    ## Why it matters

    The tool does not choose: the sentence keeps its ports and loses the parties in doubt, and the entry under `unresolved` keeps the
    question open.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    This port must be open to the Orders Client.
    ```

    ## What to do

    Write who connects to whom: `A connects to B on TCP 443`, `for connections from A`, `for connections to B`; one contact in a sentence, and
    a condition with `if`.

    """##,
  "contradiction": ##"""
    # contradiction (PS301)

    Severity: error

    ## What it finds

    Two statements about one flow that cannot both hold: another direction, requirement, scope or binding for the same ports
    between the same parties.

    ## Why it matters

    No firewall rule keeps both. Whichever the tool chose, one reader of the page would be right to call it wrong; so there
    is no specification until the page agrees with itself.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client connects to the Orders Server on this port. The port is required.

    This port is optional.
    ```

    ## What to do

    Keep the statement that is right. The note names the place of the other. Where both are right in different
    installations, give each its condition, or its own section.

    """##,
  "digest-mismatch": ##"""
    # digest-mismatch (PS425)

    Severity: error

    ## What it finds

    A `digest` that is not the digest of the content.

    ## Why it matters

    The file was edited after it was made, so it no longer says what the page says.

    ## Example

    ```text
    "to": 443   changed by hand to   "to": 444
    ```

    ## What to do

    Change the page, or amend it in `.portspec.yaml`, and compile again.

    """##,
  "duplicate-id": ##"""
    # duplicate-id (PS426)

    Severity: error

    ## What it finds

    Two roles, two flows or two checks with the same id.

    ## Why it matters

    Other files refer to them by id; a reference to two things refers to none.

    ## Example

    ```json
    "roles": [{"id": "server", "name": "Server"}, {"id": "server", "name": "File server"}]
    ```

    ## What to do

    Give each its own id. The note names the place of the first.

    """##,
  "duplicate-key": ##"""
    # duplicate-key (PS101)

    Severity: error

    ## What it finds

    A key that stands twice in one mapping of a YAML or JSON text. Keys that look alike because Unicode writes the same letters in two ways count as equal.

    ## Why it matters

    Programs differ in which of the two they believe, so the file says different things to different readers.

    ## Example

    ```yaml
    title: Network ports
    summary: Ports to open
    title: Ports            # the second one
    ```

    ## What to do

    Keep one of them. The note names the place of the first.

    """##,
  "duplicate-output": ##"""
    # duplicate-output (PS443)

    Severity: error

    ## What it finds

    Two outputs with one path, or an output at the path of a page.

    ## Why it matters

    The later file would overwrite the earlier one, or the page itself.

    ## Example

    ```yaml
    pages: [docs/ports.md]
    outputs:
      - {target: markdown, path: docs/ports.md}
    ```

    ## What to do

    Give the output a path of its own. The note names the other use of the path.

    """##,
  "duplicate-port": ##"""
    # duplicate-port (PS302)

    Severity: warning

    ## What it finds

    One flow of a host that two sections have as their title, without contradicting each other.

    ## Why it matters

    Two places have to be kept in step; the next edit makes them a contradiction.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client connects to the Orders Server on this port.

    ### TCP 8443

    This port must be open.
    ```

    ## What to do

    Join the two sections, or name the other side in each if two flows are meant.

    """##,
  "duplicate-section": ##"""
    # duplicate-section (PS303)

    Severity: warning

    ## What it finds

    Two sections whose titles name the same host.

    ## Why it matters

    A reader who finds the first section will not look for a second one.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client connects to the Orders Server on this port.

    ## Ports used by the Orders Server

    ### TCP 8444

    The Orders Server connects to the Report Server on this port.
    ```

    ## What to do

    Join the two sections, or name the hosts so that they differ by more than an article or a plural.

    """##,
  "dynamic-rpc": ##"""
    # dynamic-rpc (PS318)

    Severity: advice

    ## What it finds

    TCP 135 for WMI or RPC on a page that names no further ports for it.

    ## Why it matters

    The endpoint mapper on 135 only tells the client on which dynamic port the service listens (49152 to 65535 on Windows
    unless configured). A firewall that opens 135 alone lets nothing work.

    ## Example

    ```markdown
    ## Network ports on monitored Windows servers

    ### TCP 135

    The Orders Server uses WMI queries to retrieve data from monitored Windows servers. Verify TCP port 135 is open.
    ```

    ## What to do

    Name the dynamic range, or how to pin the service to one port.

    """##,
  "edited-output": ##"""
    # edited-output (PS503)

    Severity: error

    ## What it finds

    A generated file whose checksum does not hold: somebody changed it after it was generated.

    ## Why it matters

    The change is lost at the next `portspec generate`, and until then the file contradicts the page.

    ## Example

    ```text
    generated/network-ports.md      with a sentence added by hand
    ```

    ## What to do

    Make the change in the page or in the settings, then run `portspec generate`. The unified diff shows what it will undo.

    """##,
  "empty-page": ##"""
    # empty-page (PS208)

    Severity: warning

    ## What it finds

    A page without front matter and without any text: no bytes, or white space only.

    ## Why it matters

    An empty specification asks for nothing, so every firewall would satisfy it. That is rarely meant.

    ## Example

    A file that a failed download left behind.

    ## What to do

    Name the right file, or write the page.

    """##,
  "ephemeral-port": ##"""
    # ephemeral-port (PS317)

    Severity: advice

    ## What it finds

    A listening port inside 32768 to 60999, the range from which Linux takes the ports of outgoing connections unless told
    otherwise.

    ## Why it matters

    An outgoing connection of any program can hold the port when the service starts, which then fails, rarely and without an
    obvious reason.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 40403

    The Orders Client connects to the Orders Server on this port.
    ```

    ## What to do

    Choose a port below 32768, or tell administrators to put it into `net.ipv4.ip_local_reserved_ports`.

    """##,
  "fixed-severity": ##"""
    # fixed-severity (PS447)

    Severity: error

    ## What it finds

    A lower severity for a rule that is always an error.

    ## Why it matters

    After an error there is no specification: making the error quieter would not bring one back.

    ## Example

    ```yaml
    rules: {duplicate-key: warning}
    ```

    ## What to do

    Remove the line, and correct the page instead.

    """##,
  "further-document": ##"""
    # further-document (PS104)

    Severity: error

    ## What it finds

    A second document in one YAML text.

    ## Why it matters

    Only one document is read; what stands in another one would be lost without a word.

    ## Example

    ```yaml
    version: 1
    ---
    version: 1
    ```

    ## What to do

    Keep one document to a file, or join them.

    """##,
  "hidden-text": ##"""
    # hidden-text (PS328)

    Severity: advice

    ## What it finds

    A tag in a section about ports that stands for text of another file: `{% include … %}`, `{{< readfile … >}}`, `<%= render … %>`,
    `{% data reusables.… %}`, `[!INCLUDE …]`, `--8<-- "…"`, and a component alone on its line, `<Ports />`.

    ## Why it matters

    The text may state ports. They are not in the specification.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    {% include common-ports.md %}

    - TCP 8443: the Orders Client connects to the Orders Server.
    ```

    ## What to do

    Give portspec the page with the text in its place, or the other file as a page of its own. Where the text has no ports, ignore the advice.

    """##,
  "impossible-port": ##"""
    # impossible-port (PS304)

    Severity: error

    ## What it finds

    A port of 0, above 65535, or with a leading zero.

    ## Why it matters

    No packet has such a port (RFC 6335, section 6). It is a slip of the pen, and nobody but the author knows which port is
    meant.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 84430

    The Orders Client connects to the Orders Server on this port.
    ```

    ## What to do

    Write the port as a decimal number from 1 to 65535. If the number is no port, do not put a transport or the word port in
    front of it.

    """##,
  "impossible-value": ##"""
    # impossible-value (PS423)

    Severity: error

    ## What it finds

    A value of the right type that cannot be: port 0 or 65536, a reversed range, alternatives out of order, an unknown word for a transport, a direction or a requirement, both `ports` and `portText`.

    ## Why it matters

    No port and no firewall rule corresponds to it.

    ## Example

    ```json
    {"from": 9000, "to": 8000}
    ```

    ## What to do

    Write a value that the message allows, or compile the page again.

    """##,
  "invalid-encoding": ##"""
    # invalid-encoding (PS100)

    Severity: error

    ## What it finds

    Bytes that are not UTF-8 text, and in YAML characters that the format forbids: NUL and the other control characters, and a byte order mark anywhere but at the beginning.

    ## Why it matters

    Text in another encoding turns into other characters silently, and a name or a port read from it is wrong.

    ## Example

    ```yaml
    title: Gr<FC>ße     # saved as ISO 8859-1: the byte FC is not UTF-8
    ```

    ## What to do

    Save the file as UTF-8. Remove a control character; between double quotes YAML takes it as an escape such as `\x07`.

    """##,
  "invalid-option": ##"""
    # invalid-option (PS450)

    Severity: error

    ## What it finds

    An option of an output that its generator refuses: a value that it cannot have, or the name of a flow that the page does not state.

    ## Why it matters

    The generated names would not be the ones that the code expects.

    ## Example

    ```yaml
    outputs:
      - {target: swift, path: generated/Ports.swift, access: secret}
    ```

    ## What to do

    Write a value that the message names, or correct the id of the flow.

    """##,
  "invalid-setting": ##"""
    # invalid-setting (PS441)

    Severity: error

    ## What it finds

    A setting with a value of the wrong type, or one outside the values it can have.

    ## Why it matters

    Guessing what was meant could change what is generated without anybody noticing.

    ## Example

    ```yaml
    specifications:
      - pages: docs/network-ports.md        # must be a list
    ```

    ## What to do

    Write a value of the kind that the message names: `pages: [docs/network-ports.md]`.

    """##,
  "invalid-utf8": ##"""
    # invalid-utf8 (PS201)

    Severity: error

    ## What it finds

    The first bytes of a page that are not UTF-8.

    ## Why it matters

    Markdown is text, and a page in another encoding reads differently in every program. What stands at the bad bytes cannot be known, so it could be a port or a host, and no specification is better than a wrong one.

    ## Example

    A page saved as Latin-1 or Windows-1252: `Größe` is then stored with the single bytes `F6` and `DF`, neither of which is UTF-8 there.

    ## What to do

    Save the page in UTF-8. From a known encoding: `iconv -f WINDOWS-1252 -t UTF-8 page.md`.

    """##,
  "long-title": ##"""
    # long-title (PS322)

    Severity: warning

    ## What it finds

    A title of more than 1,000 bytes.

    ## Why it matters

    What the title says is not read: neither its ports nor the host that it may name. Every flow names the section that states it, so the
    specification keeps the first 1,000 bytes of the title, with `…` behind them.

    Nobody writes such a title. It is a paragraph with a line of dashes directly below it, which Markdown reads as a title; or the page is
    generated.

    ## Example

    ```text
    The Orders Agent connects to the Orders Server. (… a long paragraph …)
    ---
    ```

    ## What to do

    Leave an empty line between the paragraph and the line of dashes; write what a title says in sentences below it.

    """##,
  "malformed-json": ##"""
    # malformed-json (PS107)

    Severity: error

    ## What it finds

    Text that is not JSON as RFC 8259 defines it: comments, a comma behind the last element, single quotes, a number such as `01`, half of a surrogate pair, a byte order mark, or a number beyond the range of IEEE doubles.

    ## Why it matters

    Readers that accept more than the standard differ in what they make of it.

    ## Example

    ```json
    {"port": 443,}
    ```

    ## What to do

    Repair the place the message names.

    """##,
  "malformed-yaml": ##"""
    # malformed-yaml (PS106)

    Severity: error

    ## What it finds

    Text that is not YAML.

    ## Why it matters

    Nothing of it can be trusted: a wrong indentation moves values to other keys.

    ## Example

    ```yaml
    title: Ports: what to open
    ```

    ## What to do

    Repair the place the message names. Text that contains `: ` or ` #`, or begins with one of ``[ ] { } , & * ! | > % @ ` ``, goes between quotes. Indent with spaces.

    """##,
  "missing-member": ##"""
    # missing-member (PS421)

    Severity: error

    ## What it finds

    An object of a specification file without a member that it needs.

    ## Why it matters

    What is missing would have to be guessed, and a guess is not what the page says.

    ## Example

    ```json
    {"from": 443}
    ```

    ## What to do

    Add the member, or compile the page again.

    """##,
  "missing-output": ##"""
    # missing-output (PS501)

    Severity: error

    ## What it finds

    An output that `.portspec.yaml` declares and that does not exist.

    ## Why it matters

    Whatever reads the file does not build, or reads an older copy from elsewhere.

    ## Example

    ```yaml
    output: generated/network-ports.json      # never generated
    ```

    ## What to do

    Run `portspec generate` and commit the file, or remove the output from the settings.

    """##,
  "missing-page": ##"""
    # missing-page (PS445)

    Severity: error

    ## What it finds

    A page in `pages` that does not exist, or a pattern such as `docs/**/*.md` that no file matches.

    ## Why it matters

    A specification that silently lost a page would look as if its ports were no longer needed.

    ## Example

    ```yaml
    pages: [docs/netwrok-ports.md]
    ```

    ## What to do

    Correct the path; it is relative to the directory of `.portspec.yaml`. Remove it if the page is gone for good.

    """##,
  "missing-setting": ##"""
    # missing-setting (PS442)

    Severity: error

    ## What it finds

    A setting is absent without which its neighbours mean nothing: the version of the file, the pages of a specification, the target of an output, the reason of an amendment.

    ## Why it matters

    An amendment without a reason cannot be reviewed, and an output without a target cannot be written.

    ## Example

    ```yaml
    amendments:
      - {flow: server/tcp/443, set: {requirement: optional}}     # why?
    ```

    ## What to do

    Add the key that the message names.

    """##,
  "nested-too-deeply": ##"""
    # nested-too-deeply (PS205)

    Severity: error

    ## What it finds

    A line that opens more than 100 block quotes and list items, or a list item that begins behind column 400.

    ## Why it matters

    The work that a line takes grows with the number of blocks it stands in. No text of people comes near the limit.

    ## Example

    A line of 101 times `> `.

    ## What to do

    Flatten the lists and quotes.

    """##,
  "no-flows": ##"""
    # no-flows (PS319)

    Severity: warning

    ## What it finds

    A set of pages on which no port was found.

    ## Why it matters

    An empty specification allows nothing and asks for nothing; more likely the wrong file was given.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    Nothing yet.
    ```

    ## What to do

    Check the path, and how the page writes its ports.

    """##,
  "non-scalar-key": ##"""
    # non-scalar-key (PS105)

    Severity: error

    ## What it finds

    A list or a mapping where YAML wants a key.

    ## Why it matters

    No setting and no front matter has such keys; usually the brackets or braces belong to text that should stand between quotes.

    ## Example

    ```yaml
    {{ product }}: on
    ```

    ## What to do

    Put the key between quotes: `"{{ product }}": on`.

    """##,
  "nul-byte": ##"""
    # nul-byte (PS202)

    Severity: warning

    ## What it finds

    The first NUL byte in a page.

    ## Why it matters

    No editor writes it on purpose. Programs in C stop reading there, Markdown processors show a replacement character; here it counts as white space. A page in UTF-16 is full of them.

    ## Example

    A page saved as UTF-16: each ASCII letter is followed by a NUL byte.

    ## What to do

    Remove the byte, or save the page in UTF-8.

    """##,
  "orphaned-output": ##"""
    # orphaned-output (PS502)

    Severity: error

    ## What it finds

    A file in a directory of outputs that carries the header of a generator, names one of the pages, and is not declared any more.

    ## Why it matters

    Nothing keeps it up to date, yet it looks as if it were.

    ## Example

    ```text
    generated/OldPorts.swift      after its output was renamed to NewPorts.swift
    ```

    ## What to do

    Delete the file, or declare it again in `.portspec.yaml`.

    """##,
  "outside-output": ##"""
    # outside-output (PS448)

    Severity: error

    ## What it finds

    An output whose path is absolute, or leads out of the directory of `.portspec.yaml`.

    ## Why it matters

    Generating in a checkout of somebody else's project must not write to places outside of it.

    ## Example

    ```yaml
    output: ../../ports.json
    ```

    ## What to do

    Write a path below the directory of the settings.

    """##,
  "page-too-large": ##"""
    # page-too-large (PS203)

    Severity: error

    ## What it finds

    A page of more than 64 MiB, or of more than 4,000,000 blocks.

    ## Why it matters

    A page of network ports has some ten kilobytes. The limit keeps the memory that a page can take bounded, whoever wrote it.

    ## Example

    A log file or an archive given in place of the page.

    ## What to do

    Name the right file. If the page really is that large, split it: several pages may go into one specification.

    """##,
  "reversed-range": ##"""
    # reversed-range (PS305)

    Severity: error

    ## What it finds

    A port range whose first port is above its last.

    ## Why it matters

    Some tools read such a range as empty, others swap its ends, others refuse it.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 9010-9000

    The Orders Client connects to the Orders Server on these ports.
    ```

    ## What to do

    Swap the ends; the fix does it. Check first that no digit is missing.

    """##,
  "several-conditions": ##"""
    # several-conditions (PS314)

    Severity: warning

    ## What it finds

    One flow for which two sentences give two conditions.

    ## Why it matters

    Both may have to hold, or one may be enough; the page does not say.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The port must be open if remote access is enabled.

    The port must be open if more than one site is managed.
    ```

    ## What to do

    Join the conditions in one sentence, with `and` or `or`.

    """##,
  "similar-role": ##"""
    # similar-role (PS310)

    Severity: warning

    ## What it finds

    A name that is the end of one or more longer names of the page, or that differs from the name of a section's host in one letter.

    ## Why it matters

    A short form may mean the long one, and a slip means another host: then two roles are one.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client connects to the Orders Server on this port.

    ### TCP 8444

    The Client connects to the Orders Server on this port.
    ```

    ## What to do

    Correct the slip or write the full name, or declare the short form as an alias of the role in `.portspec.yaml`.

    """##,
  "stale-output": ##"""
    # stale-output (PS500)

    Severity: error

    ## What it finds

    A generated file that differs from what its page says now.

    ## Why it matters

    Code that uses the file works with ports that the page no longer publishes, or lacks some that it does.

    ## Example

    ```text
    port = 3843        in generated/Ports.swift, while the page says TCP 3844
    ```

    ## What to do

    Run `portspec generate` and commit the result together with the page. The unified diff shows what will change.

    """##,
  "stray-port": ##"""
    # stray-port (PS320)

    Severity: warning

    ## What it finds

    A port in a section that is headed by another port.

    ## Why it matters

    Often it is a number that was changed in the title and not in the text, or the other way round.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client connects to the Orders Server on TCP 8433.
    ```

    ## What to do

    Correct the number, or give the other port a section of its own.

    """##,
  "template-condition": ##"""
    # template-condition (PS327)

    Severity: warning

    ## What it finds

    A port between tags that decide whether a part of the page is shown: `{% if … %}`, `{% ifversion … %}`, `{{ if … }}`, `<% if … %>`,
    `<If condition={…}>`, and their `else`. It is reported once for each part, at its first port.

    ## Why it matters

    The page is read as if the part were always shown. Its readers may see another page, on which the port does not stand or is another one.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    {% if edition == "enterprise" %}

    - TCP 8443: the Orders Client connects to the Orders Server.

    {% endif %}
    ```

    ## What to do

    Compile the page that the template makes, or say in a sentence when the port is needed.

    """##,
  "toml-front-matter": ##"""
    # toml-front-matter (PS207)

    Severity: warning

    ## What it finds

    Front matter between `+++` lines, which is TOML.

    ## Why it matters

    Only YAML is read. The specification has no title, summary or other metadata of the page.

    ## Example

    ```md
    +++
    title = "Network ports"
    +++
    ```

    ## What to do

    Write the front matter in YAML, between `---` lines:

    ```md
    ---
    title: Network ports
    ---
    ```

    """##,
  "too-many-brackets": ##"""
    # too-many-brackets (PS204)

    Severity: error

    ## What it finds

    Beginnings of HTML comments, instructions or declarations that never end: so many that reading on from each of them would take hundreds of times as long as reading the page once.

    ## Why it matters

    Such a page is either damaged or made to keep a reader busy.

    ## Example

    ```md
    <!--
    <!--
    <!--
    ```

    and so on for a megabyte, without any `-->`.

    ## What to do

    Close the comments, or remove them.

    """##,
  "too-many-statements": ##"""
    # too-many-statements (PS321)

    Severity: warning

    ## What it finds

    A port that more than 300 sentences of one section speak of.

    ## Why it matters

    What the sentences behind the limit say of the port is not read. Joining statements takes time with the square of their number, and
    no page for people has that many about one port: the page is generated, or its sections are missing.

    ## Example

    ```text
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client 1 connects to the Orders Server. The Orders Client 2 connects to the Orders Server. …
    ```

    ## What to do

    Name the group of hosts that connects (`Orders Clients`) instead of each, or give parts of the page sections of their own.

    """##,
  "tree-too-deep": ##"""
    # tree-too-deep (PS108)

    Severity: error

    ## What it finds

    Lists and mappings nested deeper than 64 levels.

    ## Why it matters

    No file that portspec reads needs so many. The limit keeps the time that a hostile file takes within bounds.

    ## Example

    ```json
    [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    ```

    ## What to do

    Write the content in fewer levels.

    """##,
  "tree-too-large": ##"""
    # tree-too-large (PS109)

    Severity: error

    ## What it finds

    A YAML or JSON text beyond a limit: 1 MiB, 100,000 values, 50,000 elements in one list or mapping, 1,024 white space characters or empty lines in a row, or 32 lines that begin with `%` for YAML; 64 MiB, 8 million values or 4 million elements for JSON. A text with more than 100 errors is given up too.

    ## Why it matters

    The limits keep time and memory within bounds whatever the file is.

    ## Example

    ```yaml
    title: Ports
    # followed by two thousand empty lines inside a text
    ```

    ## What to do

    Split the content, or leave some of it out.

    """##,
  "undeclared-role": ##"""
    # undeclared-role (PS427)

    Severity: error

    ## What it finds

    A flow whose subject, source or destination is no role of the file.

    ## Why it matters

    Nobody could say which machine the flow is about.

    ## Example

    ```json
    {"id": "server/tcp/443", "subject": "sever"}
    ```

    ## What to do

    Correct the id, or add the role.

    """##,
  "unexpected-value": ##"""
    # unexpected-value (PS402)

    Severity: error

    ## What it finds

    An amendment whose `expect` differs from what the page says.

    ## Why it matters

    The amendment was made for another text. It must be looked at again before it overrides the new one.

    ## Example

    ```yaml
    amendments:
      - {flow: orders-server/tcp/8443, expect: {requirement: optional}, set: {requirement: required}, reason: "support says so"}
    ```

    ## What to do

    Change `expect` to what the page says if the amendment still holds, or remove the amendment.

    """##,
  "unexplained-number": ##"""
    # unexplained-number (PS307)

    Severity: warning

    ## What it finds

    A number in a sentence about ports that is neither a port nor a quantity, version, year, identifier or anything else
    that is known.

    ## Why it matters

    It may be a port. What the tool does not recognise it must not drop in silence.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client connects to the Orders Server on this port; 8555 was used before.
    ```

    ## What to do

    Write `port` or a transport in front of a port, or say what the number counts.

    """##,
  "uninterpreted-sentence": ##"""
    # uninterpreted-sentence (PS311)

    Severity: warning

    ## What it finds

    A sentence that speaks of ports and was not understood, or does not tell which ports it means; and any sentence under a port whose listener
    or initiator no other sentence names, where it says nothing of the port that was understood.

    ## Why it matters

    What it says is missing from the specification.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    Ports depend on the edition that you have bought.

    ### TCP 8443

    The Orders Client connects to the Orders Server on this port.
    ```

    ## What to do

    Say it in a simpler sentence: who connects to whom, on which port, what must be open, and when. `.portspec.yaml` can add
    what a sentence cannot say.

    """##,
  "unknown-host": ##"""
    # unknown-host (PS309)

    Severity: warning

    ## What it finds

    A place named in a sentence that is neither the host of the section nor a party of the flow.

    ## Why it matters

    It is a misspelt name or another host; on which machine the port must be open is then unclear.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The Orders Client connects to the Orders Server on this port. This port must be open on the Orders Sever.
    ```

    ## What to do

    Use one name for one host, or declare the other name as an alias in `.portspec.yaml`. If another host is meant, give it
    a section.

    """##,
  "unknown-member": ##"""
    # unknown-member (PS420)

    Severity: error

    ## What it finds

    A member that specification files do not have, in a specification file.

    ## Why it matters

    A member that nobody reads is a statement without effect: a misspelt `requirement` would leave a port unstated.

    ## Example

    ```json
    {"id": "server/tcp/443", "requirment": "required"}
    ```

    ## What to do

    Correct the name; the message lists the members that there are. Better, compile the page again: specification files are made, not written.

    """##,
  "unknown-rule": ##"""
    # unknown-rule (PS446)

    Severity: error

    ## What it finds

    A name under `rules` that is no rule.

    ## Why it matters

    The severity that was meant to change would stay as it is.

    ## Example

    ```yaml
    rules: {unstated-transprot: error}
    ```

    ## What to do

    Write the slug of a rule, or its code; `portspec rules` lists them.

    """##,
  "unknown-setting": ##"""
    # unknown-setting (PS440)

    Severity: error

    ## What it finds

    A key in `.portspec.yaml`, or an option of an output, that does not exist.

    ## Why it matters

    A misspelt key would otherwise be ignored, and the file would seem to say something that nobody reads.

    ## Example

    ```yaml
    version: 1
    specifications:
      - page: [docs/network-ports.md]      # the key is "pages"
    ```

    ## What to do

    Write the name that the message offers, or remove the key.

    """##,
  "unknown-target": ##"""
    # unknown-target (PS449)

    Severity: error

    ## What it finds

    An output with a target for which there is no generator.

    ## Why it matters

    Nothing would be generated for it.

    ## Example

    ```yaml
    outputs: [{target: swfit, path: generated/Ports.swift}]
    ```

    ## What to do

    Write one of the targets that the message names.

    """##,
  "unknown-variable": ##"""
    # unknown-variable (PS325)

    Severity: warning

    ## What it finds

    A port that the page writes as a variable of its template language, where nobody says which text stands for the variable.

    ## Why it matters

    The port is missing from the specification.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP {{ console_port }}

    The Orders Client connects to the Orders Server.
    ```

    ## What to do

    Give the text under `variables` in `.portspec.yaml`:

    ```yaml
    variables:
      console_port: "8443"
    ```

    """##,
  "unmapped-column": ##"""
    # unmapped-column (PS324)

    Severity: warning

    ## What it finds

    A column of a table of ports whose header is not known, or whose header says the same as that of a column in front of it.

    ## Why it matters

    The column is not read. It may say who connects, or when.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    | Port | Protocol | Source | Flavour |
    | --- | --- | --- | --- |
    | 8443 | TCP | Orders Client | sweet |
    ```

    ## What to do

    Use a header that says what the cells are: [tables](../page-language.md#tables) lists those that are known.

    """##,
  "unmatched-amendment": ##"""
    # unmatched-amendment (PS401)

    Severity: error

    ## What it finds

    An amendment in `.portspec.yaml` that names a flow or a role which the page does not have.

    ## Why it matters

    The page has changed under it. What the amendment was to correct is now wrong or gone.

    ## Example

    ```yaml
    amendments:
      - {flow: orders-server/tcp/8444, set: {requirement: required}, reason: "the page omits it"}
    ```

    ## What to do

    Correct the id; `portspec compile` lists them. Remove the amendment if the page no longer needs it.

    """##,
  "unread-cell": ##"""
    # unread-cell (PS323)

    Severity: warning

    ## What it finds

    A cell of a table of ports that is not understood: words in a column of ports that name no port, an answer in a column such as
    `Required` that is neither yes nor no, or a cell behind the last column, which Markdown does not show.

    ## Why it matters

    What the cell says is missing from the specification.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    | Port | Protocol | Source |
    | --- | --- | --- |
    | 8443 | TCP | Orders Client |
    | see the manual | TCP | Orders Agent |
    ```

    ## What to do

    Write the port's number, or `dynamic`, `any` or `N/A`; answer with yes, no, required or optional; give the table another column.

    """##,
  "unread-html": ##"""
    # unread-html (PS316)

    Severity: warning

    ## What it finds

    A block of raw HTML with numbers.

    ## Why it matters

    The numbers may be ports, and the specification lacks them.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    <p>Open port 8443.</p>
    ```

    ## What to do

    Write the block as Markdown.

    """##,
  "unread-table": ##"""
    # unread-table (PS315)

    Severity: warning

    ## What it finds

    A table with numbers, in a section about ports, of which no column is known to hold ports; or a table of more than 128 columns, or of
    which nearly all cells are missing.

    ## Why it matters

    The numbers may be ports, and the specification lacks them.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    | Channel | Purpose |
    | --- | --- |
    | 8443 | administration |
    ```

    ## What to do

    Give the column the header `Port`, or write the ports with their transports (`TCP 8443`).

    """##,
  "unstated-listener": ##"""
    # unstated-listener (PS326)

    Severity: advice

    ## What it finds

    A port of which the page does not say who listens on it. Its title says whose port it is, but a host's ports are as often those it connects
    to as those it listens on. It is not reported where another diagnostic in one of the port's sentences says what was not understood.

    ## Why it matters

    A firewall rule needs to know to whom connections are made. Without that, the flow in the specification has no destination, and what is
    validated against it stays undetermined.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### TCP 8443

    The port can be changed during setup.
    ```

    ## What to do

    Write who connects to whom (`The Orders Client connects to the Orders Server.`) or who listens (`The Orders Server listens on this port.`).

    """##,
  "unstated-transport": ##"""
    # unstated-transport (PS308)

    Severity: warning

    ## What it finds

    A port for which the page says neither TCP nor UDP, and no service name tells.

    ## Why it matters

    A firewall rule needs a transport. A rule for the wrong one opens a hole and does not let the product work.

    ## Example

    ```markdown
    ## Network ports on the Orders Server

    ### Port 8443

    The Orders Client connects to the Orders Server on this port.
    ```

    ## What to do

    Write `TCP 8443` or `UDP 8443`. Until then the transport is absent, and validations of the flow stay undetermined.

    """##,
  "unsupported-settings": ##"""
    # unsupported-settings (PS444)

    Severity: error

    ## What it finds

    A `version` in `.portspec.yaml` that this program does not read.

    ## Why it matters

    Keys of another version may mean something else.

    ## Example

    ```yaml
    version: 2
    ```

    ## What to do

    Write `version: 1`, or use a program that reads the version.

    """##,
  "unsupported-version": ##"""
    # unsupported-version (PS424)

    Severity: error

    ## What it finds

    A specification file in another version of the format. Another major version is refused. A newer minor version is a warning: it is read as far as it is known, and its digest is not checked.

    ## Why it matters

    Members can change their meaning between major versions.

    ## Example

    ```json
    {"schemaVersion": "2.0"}
    ```

    ## What to do

    Compile the page again, or read the file with the portspec that wrote it.

    """##,
  "unterminated-front-matter": ##"""
    # unterminated-front-matter (PS206)

    Severity: warning

    ## What it finds

    A page that begins with `---` and a line like `title: Ports`, or with `+++`, where the line that ends the front matter is missing.

    ## Why it matters

    The metadata is then read as text of the page, and the text has no title.

    ## Example

    ```md
    ---
    title: Network ports

    # TCP 443
    ```

    ## What to do

    Close the front matter with a line `---`. If the first line was meant as a thematic break, put a blank line or `***` there.

    """##,
  "wrong-type": ##"""
    # wrong-type (PS422)

    Severity: error

    ## What it finds

    A value of another type than its member has, `null` among them: what a page does not say is left out.

    ## Why it matters

    A port in quotes, or a list where one text belongs, is read differently by different programs.

    ## Example

    ```json
    {"from": "443", "to": 443}
    ```

    ## What to do

    Write the value in the type that the message names, or compile the page again.

    """##,
  "yaml-alias": ##"""
    # yaml-alias (PS102)

    Severity: error

    ## What it finds

    A YAML anchor (`&name`) or an alias (`*name`).

    ## Why it matters

    Aliases let a short file stand for an enormous one, and hide at the place of use what is meant. portspec does not follow them.

    ## Example

    ```yaml
    rules: &strict {unstated-transport: error}
    more: *strict
    ```

    ## What to do

    Write the value out where it is needed. Put text that begins with `&` or `*` between quotes.

    """##,
  "yaml-tag": ##"""
    # yaml-tag (PS103)

    Severity: error

    ## What it finds

    A YAML tag (`!name`, `!!int`) or a `%TAG` directive.

    ## Why it matters

    A tag asks the reader to take a value for something else than it looks like. portspec reads every value as the text that stands there.

    ## Example

    ```yaml
    port: !!int "443"
    ```

    ## What to do

    Remove the tag. Put text that begins with `!` between quotes.

    """##,
]
