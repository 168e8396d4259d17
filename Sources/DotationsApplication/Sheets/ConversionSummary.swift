/// What a conversion has written.
public struct ConversionSummary: Encodable, Sendable {
    struct Sheet: Encodable, Sendable {
        let name: String
        let state: String
        let rows: Int
    }

    let source: String
    let target: String
    let rows: Int
    let sheets: [Sheet]
    /// The names of the sheets that had no place in the output.
    public var leftOut: [String] = []

    /// What was written, for people.
    public var sentence: String {
        let place = target == "stdout" ? "sortie standard" : target
        let count = rows.counted("ligne", "lignes")
        guard sheets.count == 1 else { return "\(place) : \(sheets.count.counted("feuille", "feuilles")), \(count)." }
        let sentence = "\(place) : \(count) de la feuille « \(sheets[0].name) »."
        guard !leftOut.isEmpty else { return sentence }
        let names = leftOut.prefix(20).map { "« \($0) »" }.joined(separator: ", ") + (leftOut.count > 20 ? "…" : "")
        return "\(sentence) \(leftOut.count == 1 ? "Autre feuille, non convertie" : "Autres feuilles, non converties") : \(names)."
    }
}
