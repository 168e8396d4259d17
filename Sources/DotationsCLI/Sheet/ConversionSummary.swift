import DotationsApplication
import Spreadsheet

/// What a conversion has written.
struct ConversionSummary: Encodable {
    let source: String
    let target: String
    private var sheets: [(sheet: Sheet, rows: Int)] = []
    /// The names of the sheets that had no place in the output.
    var leftOut: [String] = []

    init(source: String, target: String) {
        self.source = source
        self.target = target
    }

    mutating func add(_ sheet: Sheet, rows: Int) { sheets.append((sheet, rows)) }

    /// Says what was done: in JSON on standard output, unless the CSV went there; in French on standard error.
    func show(asJSON isJSON: Bool, outputIsTaken: Bool) throws {
        guard isJSON else { return StandardError.write(sentence) }
        if outputIsTaken { StandardError.write(self) } else { try ResultWriter.write([self]) }
    }

    private var rows: Int { sheets.reduce(0) { $0 + $1.rows } }

    private struct SheetFields: Encodable {
        let name: String
        let state: String
        let rows: Int
    }

    func encode(to encoder: any Encoder) throws {
        let sheets = sheets.map { SheetFields(name: $0.sheet.name, state: $0.sheet.visibility.rawValue, rows: $0.rows) }
        try encoder.write(["source": source, "target": target, "rows": rows, "sheets": sheets, "leftOut": leftOut])
    }

    private var sentence: String {
        let place = target == "stdout" ? "sortie standard" : target
        let count = rows.counted("ligne", "lignes")
        guard sheets.count == 1 else { return "\(place) : \(sheets.count.counted("feuille", "feuilles")), \(count)." }
        let sentence = "\(place) : \(count) de la feuille « \(sheets[0].sheet.name) »."
        guard !leftOut.isEmpty else { return sentence }
        let names = leftOut.prefix(20).map { "« \($0) »" }.joined(separator: ", ") + (leftOut.count > 20 ? "…" : "")
        return "\(sentence) \(leftOut.count == 1 ? "Autre feuille, non convertie" : "Autres feuilles, non converties") : \(names)."
    }
}
