import Spreadsheet

/// What a conversion has written.
struct ConversionSummary {
    let source: String
    let target: String
    private var sheets: [(sheet: Sheet, rows: Int)] = []

    init(source: String, target: String) {
        self.source = source
        self.target = target
    }

    mutating func add(_ sheet: Sheet, rows: Int) { sheets.append((sheet, rows)) }

    /// Says what was done: in JSON on standard output, unless the CSV went there; in French on standard error.
    func show(asJSON isJSON: Bool, outputIsTaken: Bool) throws {
        guard isJSON else { return StandardError.write(sentence) }
        if outputIsTaken { return StandardError.write(json) }
        var output = OutputBuffer()
        try output.line(json)
        try output.flush()
    }

    private var rows: Int { sheets.reduce(0) { $0 + $1.rows } }

    private var json: JSON {
        .object([
            ("source", .string(source)), ("target", .string(target)), ("rows", .integer(rows)),
            (
                "sheets",
                .array(
                    sheets.map {
                        .object([
                            ("name", .string($0.sheet.name)), ("state", .string($0.sheet.visibility.rawValue)), ("rows", .integer($0.rows)),
                        ])
                    })
            ),
        ])
    }

    private var sentence: String {
        let place = target == "stdin" ? "sortie standard" : target
        let count = rows == 1 ? "1 ligne" : "\(rows.grouped) lignes"
        if sheets.count == 1 { return "\(place) : \(count), de la feuille « \(sheets[0].sheet.name) »." }
        return "\(place) : \(sheets.count.grouped) feuilles, \(count)."
    }
}
