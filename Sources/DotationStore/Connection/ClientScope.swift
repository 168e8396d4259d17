/// Whether a statement names the client of each table of clients' rows that it names.
///
/// This is a guard against a statement that forgets the client, not a parser of SQL. It knows the form in which this program writes its
/// statements: a table after `FROM`, `JOIN`, `INTO` or `UPDATE`, with its alias after it where it has one; then `alias.client`, or `client`
/// where there is none, once for each time that the table is named. It says nothing of what the column is compared with.
struct ClientScope {
    /// Whether the statement names rows of clients.
    private(set) var isNeeded = false
    /// Whether it names the client of each of them, and `:client` at all.
    private(set) var isWhole = true

    init(of sql: String) {
        var text = sql
        self = text.withUTF8 { Self(of: $0) }
    }

    private init(of sql: UnsafeBufferPointer<UInt8>) {
        var words = Words(sql)
        /// How many tables are named under each alias, less how often the client is named with it.
        var open: [Substring: Int] = [:]
        var namesClient = false
        var previous: Substring = ""
        var word = words.next()
        while let current = word {
            if current == ":client" { namesClient = true }
            if ["FROM", "JOIN", "INTO", "UPDATE"].contains(previous), Schema.tablesOfClients.contains(String(current)) {
                isNeeded = true
                var next = words.next()
                if next == "AS" { next = words.next() }
                let isAlias = next.map { $0.utf8.allSatisfy { $0 >= 0x61 || $0 == 0x5F } && $0 != ":client" && $0 != "client" } ?? false
                open[isAlias ? next ?? "" : "", default: 0] += 1
                (previous, word) = (current, next)
                continue
            }
            if current == "client" {
                open["", default: 0] -= 1
            } else if current.hasSuffix(".client") {
                open[current.dropLast(".client".count), default: 0] -= 1
            }
            (previous, word) = (current, words.next())
        }
        isWhole = !isNeeded || (namesClient && open.allSatisfy { $0.value <= 0 })
    }
}

/// The words of a statement: letters, digits, `_`, `.` and `:`; texts and comments are none.
private struct Words {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Substring? {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "'"): skip { $0 == UInt8(ascii: "'") }
            case UInt8(ascii: "-") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "-"): skip { $0 == 0x0A }
            case let byte where Self.isPartOfWord(byte):
                let start = position
                while position < bytes.count, Self.isPartOfWord(bytes[position]) { position += 1 }
                return Substring(decoding: bytes[start..<position], as: UTF8.self)
            default: position += 1
            }
        }
        return nil
    }

    /// Goes past the next byte of a kind after this one.
    private mutating func skip(to isEnd: (UInt8) -> Bool) {
        position += 1
        while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
        position += 1
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
