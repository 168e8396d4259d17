extension SalesExportMismatch {
    /// A difference, with the rows and the first cell where it stands.
    static func line(_ message: String, rows: [Int], cell: String?) -> String {
        guard !rows.isEmpty else { return message.capitalised }
        let numbers = rows.map(String.init).joined(separator: ", ")
        return "\(rows.count < 2 ? "Ligne" : "Lignes") \(numbers)\(cell.map { ", \($0)" } ?? "") : \(message)"
    }
}
