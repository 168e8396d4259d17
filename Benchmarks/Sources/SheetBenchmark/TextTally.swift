import Spreadsheet

/// Every text of a file's first sheet as a string of its own: the number of them, and their lengths.
struct TextTally {
    private var texts = 0
    private var bytes = 0

    /// Reads a file, each row as an independent value of which the texts are taken, or as an array of its texts.
    init(path: String, asRows: Bool) throws {
        let file = try SheetFile(path: path)
        guard let sheet = file.sheets.first else { return }
        var reader = try file.rows(of: sheet)
        if asRows {
            while let row = try reader.next() {
                for cell in row.cells { if case .text(let text) = cell.value { count(text) } }
            }
            return
        }
        while try reader.advance() {
            let row = reader.row
            var strings: [String] = []
            strings.reserveCapacity(row.count)
            for position in 0..<row.count { strings.append(row[position].text ?? "") }
            for string in strings { count(string) }
        }
    }

    private mutating func count(_ text: String) {
        texts += 1
        bytes += text.utf8.count
    }

    var description: String { "\(texts) texts of \(bytes) bytes" }
}
