/// Whether a statement names the client of each table of clients' rows that it names.
///
/// This is a guard against a statement that forgets the client, not a parser of SQL. It knows the form in which this program writes its
/// statements: a table after `FROM`, `JOIN`, `INTO` or `UPDATE`, with its alias after it where it has one. Of each table the client is compared, once
/// for each time that the table is named, with `:client` or with the client of another table, and through these with `:client`:
/// `j.client = :client AND d.client = j.client`. An insertion names the client first, among the columns and among the values. What stands in an
/// alternative, `… OR …`, is not told from what always holds.
struct ClientScope {
    /// Whether the statement names rows of clients.
    private(set) var isNeeded = false
    /// Whether it names the client of each of them.
    private(set) var isWhole = true

    /// How many tables are named under each alias, less how often their client is compared.
    private var open: [Substring: Int] = [:]
    /// Aliases whose clients are compared with each other; `:client` is one.
    private var groups: [Set<Substring>] = []

    init(of sql: String) {
        var text = sql
        self = text.withUTF8 { Self(of: $0) }
    }

    private init(of sql: UnsafeBufferPointer<UInt8>) {
        var tokens: [Substring] = []
        var words = Words(sql)
        while let word = words.next() { tokens.append(word) }
        for index in tokens.indices {
            if index > 0, ["FROM", "JOIN", "INTO", "UPDATE"].contains(tokens[index - 1]),
                Schema.tablesOfClients.contains(String(tokens[index]))
            {
                isNeeded = true
                note(tableAt: index, in: tokens)
            } else if tokens[index] == "=", index > 0, index + 1 < tokens.count,
                let left = Self.alias(of: tokens[index - 1]), let right = Self.alias(of: tokens[index + 1])
            {
                compare(left, right)
            }
        }
        let known = groups.first { $0.contains(":client") } ?? []
        isWhole = isWhole && (!isNeeded || open.allSatisfy { $0.value <= 0 && ($0.value < 0 || known.contains($0.key)) })
    }

    private mutating func note(tableAt index: Int, in tokens: [Substring]) {
        let after = tokens[(index + 1)...]
        if tokens[index - 1] == "INTO" {
            // The first value is that of the first column.
            let value = after.firstIndex { $0 == "VALUES" || $0 == "SELECT" }.flatMap { start in
                tokens[(start + 1)...].first { $0 != "(" }
            }
            if !after.starts(with: ["(", "client"]) || value.flatMap(Self.alias) == nil { isWhole = false }
            return
        }
        let name = after.first == "AS" ? after.dropFirst() : after
        let isAliased = name.first.map { $0.utf8.allSatisfy { $0 >= 0x61 || $0 == 0x5F } } ?? false
        open[isAliased ? name.first ?? "" : "", default: 0] += 1
        // In a list of tables nothing says which of them are compared.
        if name.dropFirst(isAliased ? 1 : 0).first == "," { isWhole = false }
    }

    private mutating func compare(_ left: Substring, _ right: Substring) {
        for alias in Set([left, right]) { open[alias, default: 0] -= 1 }
        let joined = groups.filter { $0.contains(left) || $0.contains(right) }.reduce(Set([left, right])) { $0.union($1) }
        groups.removeAll { $0.contains(left) || $0.contains(right) }
        groups.append(joined)
    }

    /// What names a client: `:client` itself, the alias of `alias.client`, nothing for `client`; nil for anything else.
    private static func alias(of word: Substring) -> Substring? {
        switch word {
        case ":client": word
        case "client": ""
        default: word.hasSuffix(".client") ? word.dropLast(".client".count) : nil
        }
    }
}

/// The words of a statement, and `=`, `(`, `)` and `,`: a word has letters, digits, `_`, `.` and `:`. Texts and comments are none.
private struct Words {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Substring? {
        while position < bytes.count {
            let start = position
            switch bytes[position] {
            case UInt8(ascii: "'"): skip { $0 == UInt8(ascii: "'") }
            case UInt8(ascii: "-") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "-"): skip { $0 == 0x0A }
            // Another comparison than for equality.
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"):
                position += position + 1 < bytes.count && [UInt8(ascii: "="), UInt8(ascii: ">")].contains(bytes[position + 1]) ? 2 : 1
            case UInt8(ascii: "="), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
                position += 1
                return Substring(decoding: bytes[start..<position], as: UTF8.self)
            case let byte where Self.isPartOfWord(byte):
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
