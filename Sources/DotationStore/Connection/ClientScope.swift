/// Whether a statement names the client of each table of clients' rows that it names.
///
/// This is a guard against a statement that forgets the client, not a parser of SQL. It knows the form in which this program writes its
/// statements, and refuses what has another: a table stands by itself after `FROM`, `JOIN`, `INTO` or `UPDATE`, with its alias after it where it has
/// one. Of each table the client is compared with `:client` or with the client of another table of the same `SELECT` or of one around it:
/// `j.client = :client AND d.client = j.client`. The comparison is one of the conditions that all have to hold, after `WHERE` or after the `ON` of
/// an inner join. What stands after the `ON` of a `LEFT JOIN` holds for the joined table alone. An insertion names the client first, among the
/// columns and among the values.
struct ClientScope {
    /// Whether the statement names rows of clients.
    private(set) var isNeeded = false
    /// Whether it names the client of each of them.
    private(set) var isWhole = true

    /// Every `SELECT`, `UPDATE`, `DELETE` and `INSERT` of the statement.
    private var queries = [Query()]
    /// The query that each open parenthesis began, with the statement itself first; nil for parentheses around anything else.
    private var open: [Int?] = [0]

    init(of sql: String) {
        var text = sql
        let words = text.withUTF8 { bytes in Array(SQLWords(bytes)) }
        for index in words.indices { read(words[index...], after: words[..<index]) }
        for index in queries.indices { queries[index].begin(.other) }
        isWhole = isWhole && queries.allSatisfy { $0.isWhole(in: queries) }
    }

    private mutating func read(_ words: ArraySlice<Substring>, after before: ArraySlice<Substring>) {
        let word = words[words.startIndex]
        let next = words.dropFirst()
        switch word {
        case "(":
            let isQuery = next.first.map { ["SELECT", "WITH", "VALUES"].contains($0.uppercased()) } ?? false
            if isQuery { queries.append(Query(outer: open.compactMap(\.self).last)) }
            open.append(isQuery ? queries.count - 1 : nil)
            return
        case ")":
            if open.count > 1 { open.removeLast() } else { isWhole = false }
            return
        // Other ways to write a name, which could be a table's, and comments that could hold a comparison.
        case "`", "[", "/*":
            isWhole = false
            return
        default: break
        }
        note(word, next, after: before)
        guard let index = open.last ?? nil else { return }
        switch word.utf8.count > 1 ? word.uppercased() : String(word) {
        case "UNION", "EXCEPT", "INTERSECT":
            beginAnother(after: index)
            queries[queries.count - 1].isInsertion = queries[index].isInsertion
        case "CONFLICT": beginAnother(after: index)
        case let keyword: queries[index].read(keyword, next, after: before)
        }
    }

    /// What follows has conditions of its own, though it stands within the same parentheses.
    private mutating func beginAnother(after index: Int) {
        queries.append(Query(outer: queries[index].outer))
        open[open.count - 1] = queries.count - 1
    }

    /// Notes a table of clients' rows. One that is named anywhere else than where a table is known makes the statement refused, except as the name
    /// of a column.
    private mutating func note(_ word: Substring, _ next: ArraySlice<Substring>, after before: ArraySlice<Substring>) {
        guard word.utf8.count > 1 else { return }
        let dot = word.utf8.lastIndex(of: UInt8(ascii: "."))
        var name = word[(dot.map(word.utf8.index(after:)) ?? word.startIndex)...].lowercased()
        if name.hasPrefix("\"") { name = String(name.dropFirst().dropLast()) }
        guard Schema.tablesOfClients.contains(name) else { return }
        let isColumn = dot.map { !["main", "temp"].contains(word[..<$0].lowercased()) } ?? false
        let place = before.last ?? ""
        let query = open.last ?? nil
        if let query, word == name, ["FROM", "JOIN", "INTO", "UPDATE"].contains(place) {
            isNeeded = true
            queries[query].note(word, next, isInsertion: place == "INTO")
        } else if let query, !queries[query].isAtTables, place == "AS" || isColumn {
            return
        } else {
            isNeeded = true
            isWhole = false
        }
    }
}

/// A part of a statement that has tables and conditions of its own.
private struct Query {
    enum Clause: Equatable { case tables, on, where_, assignments, values, other }

    /// The query around it.
    var outer: Int?
    /// Whether it inserts rows of a client.
    var isInsertion = false

    private var isKnown = true
    private var tables: [(name: Substring, isAliased: Bool)] = []
    private var clause = Clause.other
    /// Whether the last join is a `LEFT JOIN`, and the table of clients' rows that it joins.
    private var isOuterJoin = false
    private var joined: Substring?
    private var hasList = false

    /// Whose client is known where that of another is.
    private var links: [(known: Substring, then: Substring)] = []
    /// Those of the condition that is being read.
    private var condition: [(known: Substring, then: Substring)] = []
    /// Where the word stands that begins one of the things that all have to hold.
    private var termStart: Int?
    private var isAlternative = false
    private var isBetween = false
    private var openCases = 0
    /// What an insertion takes the client from.
    private var inserted: Substring?

    init(outer: Int? = nil) { self.outer = outer }

    /// Whether a table may be named here.
    var isAtTables: Bool { clause == .tables }

    mutating func note(_ table: Substring, _ next: ArraySlice<Substring>, isInsertion: Bool) {
        if isInsertion {
            self.isInsertion = true
            if !next.starts(with: ["(", "client"]) { isKnown = false }
            return
        }
        let name = next.first == "AS" ? next.dropFirst() : next
        let alias = name.first.flatMap { $0.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 == 0x5F } ? $0 : nil }
        joined = alias ?? table
        if tables.contains(where: { $0.name == joined }) { isKnown = false }
        tables.append((alias ?? table, alias != nil))
    }

    mutating func read(_ keyword: String, _ next: ArraySlice<Substring>, after before: ArraySlice<Substring>) {
        switch keyword {
        case "FROM" where before.last?.uppercased() != "DISTINCT":
            begin(.tables)
            isOuterJoin = false
        case "JOIN":
            begin(.tables)
            isOuterJoin = before.last.map { ["LEFT", "OUTER"].contains($0.uppercased()) } ?? false
            joined = nil
        case "RIGHT", "FULL": isKnown = false
        case "LEFT", "INNER", "CROSS", "NATURAL": begin(.tables)
        case "ON" where clause == .tables: begin(.on, at: next.startIndex)
        case "WHERE": begin(.where_, at: next.startIndex)
        case "SET": begin(.assignments)
        case "VALUES":
            begin(.values)
            noteInserted(row: next)
        case "SELECT":
            begin(.other)
            noteInserted(selected: next)
        case "ON", "GROUP", "HAVING", "ORDER", "LIMIT", "WINDOW", "RETURNING": begin(.other)
        case ",":
            if clause == .tables || clause == .on { hasList = true }
            if clause == .values { noteInserted(row: next) }
        case "CASE": openCases += 1
        case "END": openCases -= 1
        case "OR" where openCases == 0: isAlternative = true
        case "BETWEEN" where openCases == 0: isBetween = true
        case "AND" where openCases == 0:
            termStart = isBetween ? nil : next.startIndex
            isBetween = false
        case "=": compare(before, next)
        default: break
        }
    }

    /// Ends what was read before.
    mutating func begin(_ clause: Clause, at termStart: Int? = nil) {
        if !isAlternative { links += condition }
        condition = []
        self.clause = clause
        self.termStart = termStart
        isAlternative = false
        isBetween = false
        openCases = 0
    }

    private mutating func noteInserted(row next: ArraySlice<Substring>) {
        if isInsertion, !next.starts(with: ["(", ":client", ","]), !next.starts(with: ["(", ":client", ")"]) { isKnown = false }
    }

    private mutating func noteInserted(selected next: ArraySlice<Substring>) {
        guard isInsertion else { return }
        inserted = next.first.flatMap(Self.alias)
        let end = next.dropFirst().first?.uppercased()
        if inserted == nil || end != nil && end != "," && end != "FROM" { isKnown = false }
    }

    private mutating func compare(_ before: ArraySlice<Substring>, _ next: ArraySlice<Substring>) {
        if clause == .assignments, before.last == "client" { isKnown = false }
        guard clause == .on || clause == .where_, termStart == before.endIndex - 1, let left = before.last.flatMap(Self.alias),
            let right = next.first.flatMap(Self.alias), Self.ends(next.dropFirst().first)
        else { return }
        let isForJoinedAlone = clause == .on && isOuterJoin
        for (known, then) in [(left, right), (right, left)] where !isForJoinedAlone || then == joined { condition.append((known, then)) }
    }

    /// Whether a comparison is complete where this word follows.
    private static func ends(_ word: Substring?) -> Bool {
        guard let word else { return true }
        return [
            ")", ";", "AND", "OR", "WHERE", "JOIN", "LEFT", "INNER", "CROSS", "ON", "GROUP", "ORDER", "LIMIT", "RETURNING", "UNION",
            "EXCEPT", "INTERSECT",
        ].contains(word.uppercased())
    }

    /// Whether the client of each of its tables is the one that is meant.
    func isWhole(in queries: [Query]) -> Bool {
        var known: Set<Substring> = [":client"]
        var around = outer
        while let index = around {
            known.formUnion(queries[index].tables.map(\.name))
            around = queries[index].outer
        }
        known.subtract(tables.map(\.name))
        let unaliased = tables.filter { !$0.isAliased }.map(\.name)
        func resolved(_ alias: Substring) -> Substring? {
            guard alias.isEmpty else { return alias }
            return unaliased.count == 1 ? unaliased[0] : nil
        }
        var before = 0
        while known.count > before {
            before = known.count
            for link in links {
                if let from = resolved(link.known), known.contains(from), let to = resolved(link.then) { known.insert(to) }
            }
        }
        return isKnown && (tables.isEmpty || !hasList) && tables.allSatisfy { known.contains($0.name) }
            && (inserted.map { resolved($0).map(known.contains) ?? false } ?? true)
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
