import Spreadsheet

/// Every cell of a file's first sheet, taken with its type: the sum of the numbers, and the lengths and first bytes of the texts. A CSV file
/// says no types: the columns that have numbers are known. Of formulas and links, where they are asked for, the number and the lengths.
struct CellTally {
    private var rows = 0
    private var numbers = 0
    private var sum = 0.0
    private var texts = 0
    private var bytes = 0
    private var firsts: UInt64 = 0
    private var others = 0
    private var formulas = 0
    private var links = 0
    private var detailBytes = 0

    init(path: String, options: ReadOptions = []) throws {
        let file = try SheetFile(path: path)
        guard let sheet = file.sheets.first else { return }
        var reader = try file.rows(of: sheet, options: options)
        while try reader.advance() {
            rows += 1
            let row = reader.row
            let hasTypedColumns = file.format == .csv && rows > 1
            for position in 0..<row.count {
                let cell = row[position]
                if options.contains(.formulas), let formula = cell.formula {
                    formulas += 1
                    detailBytes += formula.utf8.count
                }
                if options.contains(.hyperlinks), let link = cell.hyperlink {
                    links += 1
                    detailBytes += link.utf8.count
                }
                if hasTypedColumns, LoadedRows.isNumber(column: position), let number = cell.number(in: .international) {
                    numbers += 1
                    sum += number
                    continue
                }
                switch cell.kind {
                case .number, .date:
                    numbers += 1
                    sum += cell.number ?? 0
                case .text:
                    texts += 1
                    let text = cell.utf8
                    bytes += text.count
                    if !text.isEmpty { firsts &+= UInt64(text[0]) }
                case .boolean, .error, .blank:
                    others += 1
                }
            }
        }
    }

    var description: String {
        "\(rows) rows, \(numbers) numbers of \(sum), \(texts) texts of \(bytes) bytes (\(firsts)), \(others) others"
            + (detailBytes > 0 ? ", \(formulas) formulas and \(links) links of \(detailBytes) bytes" : "")
    }
}
