/// A statement as PostgreSQL takes it: with numbers for its parameters, of which `:client` is the first where there is one.
struct NumberedParameters {
    let sql: String
    let hasClient: Bool

    /// Numbers the parameters of a statement, and leaves out `INDEXED BY`, by which SQLite alone is told an index.
    ///
    /// - Parameters:
    ///   - statement: the statement.
    ///   - name: what stands for the parameter of a number; `:client` stays a parameter.
    init(_ statement: String, name: (Int) -> String = { "$\($0)" }) {
        var bytes: [UInt8] = []
        var source = statement
        let hasClient = statement.contains(":client")
        var next = hasClient ? 2 : 1
        source.withUTF8 { text in
            bytes.reserveCapacity(text.count + 16)
            var index = 0
            func hasWord(_ word: StaticString) -> Bool {
                guard index + word.utf8CodeUnitCount <= text.count else { return false }
                return (0..<word.utf8CodeUnitCount).allSatisfy { text[index + $0] == word.utf8Start[$0] }
            }
            /// Takes all up to an end, and the end as well.
            func copy(to end: UInt8) {
                repeat {
                    bytes.append(text[index])
                    index += 1
                } while index < text.count && text[index] != end
            }
            while index < text.count {
                switch text[index] {
                case UInt8(ascii: "'"), UInt8(ascii: "\""):
                    copy(to: text[index])
                    guard index < text.count else { break }
                    bytes.append(text[index])
                    index += 1
                case UInt8(ascii: "-") where hasWord("--"): copy(to: UInt8(ascii: "\n"))
                case UInt8(ascii: "?"):
                    bytes += Array(name(next).utf8)
                    next += 1
                    index += 1
                case UInt8(ascii: ":") where hasWord(":client"):
                    bytes += Array("$1".utf8)
                    index += ":client".utf8.count
                case UInt8(ascii: "I") where hasWord("INDEXED BY "):
                    index += "INDEXED BY ".utf8.count
                    while index < text.count, text[index] > UInt8(ascii: " ") { index += 1 }
                case let byte:
                    bytes.append(byte)
                    index += 1
                }
            }
        }
        sql = String(decoding: bytes, as: UTF8.self)
        self.hasClient = hasClient
    }
}
