import FuzzDriver
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Splits the input into pages and checks what compiling them gives.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  checkCompilation(of: pages(in: Array(UnsafeBufferPointer(start: start, count: count))))
  return 0
}

var argumentCount = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(LLVMFuzzerRunDriver(&argumentCount, &arguments, testOneInput))
