/// Text in columns. The first columns are set to the left, those with numbers to the right.
struct Table {
    let rows: [[String]]
    /// The first column with numbers, from 0.
    var numbersFrom = 2

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
