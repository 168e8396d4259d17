extension SetupFaultDocument {
    /// Where it is, as an administrator reads it.
    public var place: String {
        let place = [sheet.map { "« \($0) »" }, cell ?? row.map { "ligne \($0)" }].compactMap(\.self)
        return place.isEmpty ? "Classeur" : place.joined(separator: ", ")
    }
}
