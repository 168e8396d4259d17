internal import Dotations

extension EditingSummary {
    /// What was written, for people.
    public var sentence: String {
        "\(target) : \(cells.count.counted("cellule écrite", "cellules écrites")), le reste comme dans \(source)."
    }
}
