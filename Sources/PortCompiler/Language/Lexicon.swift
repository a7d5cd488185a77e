import PortModel
import PortPage

/// The closed vocabulary of sentences about ports.
///
/// Words are looked up by their hash (``Token/payload``); two words of the vocabulary never share one, which the initialiser checks.
struct Lexicon: Sendable {
  static let english = Lexicon()

  /// - Complexity: O(1).
  subscript(token: Token) -> WordClass? {
    @inline(__always) get { Vocabulary.wordClass(Vocabulary.term(token)) }
  }

  /// The class of a word in lower case.
  subscript(word word: Substring) -> WordClass? { Vocabulary.wordClass(ofWord: Token.hash(of: word.utf8.span)) }

  private init() {}

  /// The class of each word, by the word's hash.
  static func words() -> [UInt64: WordClass] {
    var builder = Builder()
    builder.addFunctionWords()
    builder.addNouns()
    builder.addQualities()
    builder.addVerbs()
    return builder.classes
  }

  private struct Builder {
    var classes: [UInt64: WordClass] = [:]

    mutating func add(_ words: String, _ wordClass: WordClass) {
      for word in Array(words.utf8).split(whereSeparator: { $0 <= 0x20 }) { add(word: Array(word), wordClass) }
    }

    private mutating func add(word: [UInt8], _ wordClass: WordClass) {
      let earlier = classes.updateValue(wordClass, forKey: Token.hash(of: word.span))
      precondition(earlier == nil, "\(String(decoding: word, as: UTF8.self)) is in the vocabulary twice")
    }

    mutating func addFunctionWords() {
      add("the", .determiner(.definite))
      add("a an another", .determiner(.indefinite))
      add("this these those", .determiner(.demonstrative))
      add("its their your our his my", .determiner(.possessive))
      add("each both all any every either some", .determiner(.quantifier))
      add("no neither", .determiner(.negative))
      add("it they them itself themselves one you we", .pronoun)
      add("by", .preposition(.by))
      add("to towards toward", .preposition(.to))
      add("with", .preposition(.with))
      add("from", .preposition(.from))
      add("on onto", .preposition(.on))
      add("in inside into", .preposition(.in))
      add("at", .preposition(.at))
      add("for", .preposition(.for))
      add("of", .preposition(.of))
      add("over via through across", .preposition(.over))
      add("between among", .preposition(.between))
      add("within", .preposition(.within))
      add("without", .preposition(.without))
      add("than", .preposition(.than))
      add("as per during after before about behind under against beyond like except besides", .preposition(.other))
      add("and plus", .conjunction(.and))
      add("or nor", .conjunction(.or))
      add("but", .conjunction(.but))
      add("if when whenever where wherever once assuming", .subordinator(.condition))
      add("unless", .subordinator(.exception))
      add("because since while so although though whereas until whether regardless", .subordinator(.explanation))
      add("which that who what", .relative)
      add("must shall", .modal(.must))
      add("should ought", .modal(.should))
      add("may might", .modal(.may))
      add("can could", .modal(.can))
      add("will would", .modal(.plain))
      add("cannot", .modal(.impossible))
      add("is are be been being was were", .be)
      // Without its apostrophe, a contraction is one word.
      add("not never isnt arent wont dont doesnt", .negation)
      add("has have had having", .have)
      add("do does did", .do)
      add("only", .adverb(.only))
      add("then", .adverb(.then))
      add("instead alternatively", .adverb(.instead))
      add("locally", .adverb(.locally))
      add("externally", .adverb(.externally))
      add("optionally", .adverb(.optionally))
      add(
        """
        also always typically usually normally generally therefore however directly automatically currently simply just \
        already still again additionally furthermore mainly mostly primarily exclusively solely bidirectionally able sure \
        here there even too first later together afterwards securely remotely periodically regularly continuously \
        respectively overnight up otherwise else longer yet rather please kindly bidirectional two-way bi-directional
        """, .adverb(.plain))
      add("two three four five six seven eight nine ten", .cardinal)
    }

    mutating func addNouns() {
      add("tcp", .transport(.tcp))
      add("udp", .transport(.udp))
      add("sctp", .transport(.sctp))
      add("port ports", .port)
      add("number numbers", .number)
      add(
        "connection connections communication communications traffic connectivity session sessions packets websocket websockets",
        .event)
      add("inbound incoming ingress", .direction(.inbound))
      add("outbound outgoing egress", .direction(.outbound))
      add("internal", .direction(.internal))
    }

    mutating func addQualities() {
      add("reachable accessible available", .quality(.open))
      add("unavailable unreachable inaccessible", .quality(.closed))
      add("optional", .quality(.optional))
      add("mandatory necessary essential compulsory", .quality(.mandatory))
      add("configurable changeable customizable customisable adjustable", .quality(.configurable))
      add("hard-coded hardcoded hard-wired hardwired unchangeable immutable", .quality(.fixed))
      add("default defaults", .quality(.default))
      add("external remote", .quality(.external))
      add("local", .quality(.local))
      add("same", .quality(.same))
      add("ephemeral", .quality(.ephemeral))
      add("unable impossible", .quality(.failing))
    }

    /// `base third participle gerund`, or `base` alone for a regular verb.
    mutating func addVerb(_ verbClass: WordClass.VerbClass, _ forms: String, noun: Bool = false) {
      for verb in Array(forms.utf8).split(separator: UInt8(ascii: ",")) {
        let words = verb.split(whereSeparator: { $0 <= 0x20 }).map(Array.init)
        addForms(words.count == 4 ? words : Self.regularForms(words[0]), verbClass, noun)
        // "synchronise"
        if words.count == 1, let stem = words[0].count > 5 ? words[0].dropLast(2) : nil,
          words[0].suffix(3).elementsEqual("ize".utf8)
        {
          addForms(Self.regularForms(Array(stem) + Array("se".utf8)), verbClass, noun)
        }
      }
    }

    private mutating func addForms(_ forms: [[UInt8]], _ verbClass: WordClass.VerbClass, _ noun: Bool) {
      add(word: forms[0], .verb(verbClass, .base(isNoun: noun)))
      add(word: forms[1], .verb(verbClass, .third(isNoun: noun)))
      if forms[2] != forms[0] { add(word: forms[2], .verb(verbClass, .participle)) }
      add(word: forms[3], .verb(verbClass, .gerund))
    }

    private static func regularForms(_ base: [UInt8]) -> [[UInt8]] {
      let stem = base.last == UInt8(ascii: "e") ? base.dropLast() : base
      if base.last == UInt8(ascii: "y"), let before = base.dropLast().last, !"aeiou".utf8.contains(before) {
        let root = Array(base.dropLast())
        return [base, root + "ies".utf8, root + "ied".utf8, base + "ing".utf8]
      }
      let needsE = ["s", "x", "ch", "sh"].contains { base.suffix($0.utf8.count).elementsEqual($0.utf8) }
      return [base, base + (needsE ? "es" : "s").utf8, stem + "ed".utf8, stem + "ing".utf8]
    }

    mutating func addVerbs() {
      addVerb(.use, "use,utilize,employ")
      addVerb(.communicate, "communicate,connect,talk,speak speaks spoken speaking,authenticate")
      // "Reading registers from a device".
      add("register", .verb(.communicate, .base(isNoun: false)))
      add("registers", .verb(.communicate, .third(isNoun: true)))
      add("registered", .verb(.communicate, .participle))
      add("registering", .verb(.communicate, .gerund))
      addVerb(.communicate, "announce,enroll,browse")
      addVerb(.send, "dispatch,return", noun: true)
      addVerb(.accept, "expect,await")
      addVerb(.communicate, "interact,respond,reply,report", noun: true)
      addVerb(.reach, "access", noun: true)
      addVerb(.reach, "reach,contact,query,poll,ping pings pinged pinging", noun: true)
      addVerb(
        .send,
        """
        send sends sent sending,transmit transmits transmitted transmitting,upload,push,deliver,forward,publish,\
        ship ships shipped shipping,write writes written writing,emit emits emitted emitting
        """)
      addVerb(
        .send, "export,post,transfer,copy,mirror,stream,broadcast broadcasts broadcasted broadcasting", noun: true
      )
      addVerb(.send, "replicate")
      addVerb(
        .fetch,
        "retrieve,collect,fetch,gather,obtain,read reads read reading,download,pull,get gets got getting,scrape,receive,consume"
      )
      addVerb(.fetch, "import", noun: true)
      addVerb(.fetch, "clone")
      addVerb(.fetch, "mount,view,watch", noun: true)
      addVerb(.establish, "establish,initiate,maintain")
      addVerb(.establish, "launch", noun: true)
      addVerb(.communicate, "subscribe,sync syncs synced syncing,synchronize,exchange,dial dials dialed dialing,attach")
      addVerb(.send, "relay relays relayed relaying,issue,submit submits submitted submitting", noun: true)
      addVerb(.listen, "listen,bind binds bound binding,wait")
      addVerb(.accept, "accept")
      addVerb(.accept, "answer", noun: true)
      addVerb(
        .open,
        "open,allow,permit permits permitted permitting,admit admits admitted admitting,enable,expose,unblock,let lets let letting"
      )
      addVerb(
        .close,
        "close,disable,filter,deny,refuse,restrict,prohibit,forbid forbids forbidden forbidding,reject,discard,avoid,prevent,ignore"
      )
      addVerb(.close, "limit,drop drops dropped dropping", noun: true)
      // "Blocks" are sent and stored; a block is hardly ever spoken of.
      add("block", .verb(.close, .base(isNoun: false)))
      add("blocks", .verb(.close, .third(isNoun: true)))
      add("blocked", .verb(.close, .participle))
      add("blocking", .verb(.close, .gerund))
      addVerb(.require, "require,need")
      addVerb(.recommend, "recommend,advise")
      addVerb(.check, "verify,ensure,confirm,validate")
      addVerb(.check, "check", noun: true)
      addVerb(.change, "change", noun: true)
      add("replace", .verb(.change, .base(isNoun: false)))
      addVerb(
        .change, "configure,customize,modify,alter,adjust,override overrides overridden overriding,reconfigure,reassign"
      )
      addVerb(.fail, "fail,stop stops stopped stopping")
      addVerb(
        .other,
        """
        ask,locate,identify,include,specify,perform,provide,enter,install,manage,discover,resolve,serve,\
        select,supply,contain,depend,describe,refer refers referred referring,apply,follow,carry,travel,\
        arise arises arisen arising,go goes gone going,take takes taken taking,keep keeps kept keeping,hold holds held holding,exist,belong,execute,\
        arrive,invoke,leave leaves left leaving,fall falls fallen falling,remain,come comes came coming,deploy,\
        see sees seen seeing,make makes made making,redirect,translate,notify,tell tells told telling,\
        terminate,find finds found finding,put puts put putting,look,cross,choose chooses chosen choosing,pick,boot,restart,delete,create,appear
        """)
      addVerb(
        .other,
        """
        monitor,display,note,list,store,load,add,share,run runs ran running,start,work,act,handle,pass,\
        set sets set setting,flow,sign,probe,scan scans scanned scanning,tunnel,map maps mapped mapping,stay
        """, noun: true)
      // "Supports clone and fetch operations": what begins a description is the verb.
      add("support", .verb(.other, .base(isNoun: true)))
      add("supports", .verb(.other, .third(isNoun: false)))
      add("fixed", .quality(.fixed))
      add("advisable", .quality(.recommended))
    }
  }
}
