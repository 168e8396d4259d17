/// A part of the libraries, held against what must be so whatever its input is.
///
/// A target fails by a trap, by a fault of memory that the address sanitizer finds, by taking too long or too much memory, or by ``require``.
protocol FuzzTarget: Sendable {
    /// What `scripts/fuzz` calls it.
    static var name: String { get }
    /// The longest input worth trying, in bytes.
    static var longestInput: Int { get }
    /// Words that inputs are made of, for the fuzzer's dictionary.
    static var words: [String] { get }
    /// Whether an input is XML, which is then damaged as XML as well as byte by byte.
    static var isXML: Bool { get }
    /// Inputs to begin with, made by our own writers.
    static func seeds() throws -> [[UInt8]]
    /// Does what is to be tried.
    static func run(_ input: [UInt8])
}

extension FuzzTarget {
    static var longestInput: Int { 4096 }
    static var words: [String] { [] }
    static var isXML: Bool { false }
}

/// All targets, in the order in which `scripts/fuzz all` runs them.
let fuzzTargets: [any FuzzTarget.Type] = [
    ZipTarget.self, InflateTarget.self, DeflateTarget.self, PartTarget.self, WorksheetTarget.self, StringsTarget.self, StylesTarget.self,
    NumberFormatTarget.self, WorkbookTarget.self, DetailsTarget.self, EditingTarget.self, RecordsTarget.self, EncryptionTarget.self,
    CSVTarget.self, EscapeTarget.self,
    EmailTarget.self,
    MobileTarget.self,
    HeaderTarget.self, CompoundFileTarget.self, LegacyTarget.self, TablesTarget.self, ODSStylesTarget.self, ImporterTarget.self,
    MultipartTarget.self,
]

/// Ends the process, and so makes a finding of the input, where something is not as it must be.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    guard !condition else { return }
    fatalError("finding: " + message())
}
