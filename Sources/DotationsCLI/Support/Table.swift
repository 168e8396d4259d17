import DotationsApplication

/// Text in columns. The first columns are set to the left, those with numbers to the right.
struct Table {
    private let rows: [[String]]
    private let numbersFrom: Int

    /// A table, whose first column with numbers is `numbersFrom`, from 0.
    init(_ titles: [String], _ rows: [[String]], numbersFrom: Int = .max) {
        self.rows = titles.isEmpty ? rows : [titles] + rows
        self.numbersFrom = numbersFrom
    }

    var lines: [String] {
        var widths: [Int] = []
        for row in rows {
            for (column, text) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], text.count)
            }
        }
        return rows.map { row in
            var line = " "
            for (column, text) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - text.count)
                line += " " + (column >= numbersFrom ? padding + text : column == row.count - 1 ? text : text + padding) + " "
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

extension [String] {
    /// The lines, which show the first `limit` of `count`, and how many they leave out: `  … et 12 de plus.` `rest` says what gives those.
    func cut(at limit: Int, of count: Int, _ rest: String? = nil) -> [String] {
        guard count > limit else { return self }
        return self + ["  … et \((count - limit).grouped) de plus\(rest.map { " : \($0)" } ?? "")."]
    }
}
