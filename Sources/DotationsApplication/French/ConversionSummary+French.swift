internal import Dotations

extension ConversionSummary {
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
