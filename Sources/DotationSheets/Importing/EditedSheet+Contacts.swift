internal import Dotations
internal import Spreadsheet

extension EditedSheet {
    /// The e-mails and mobile numbers that some rows say, as they are shown; nil for a column that the sheet does not have.
    ///
    /// - Parameter numbers: the rows.
    /// - Returns: what they say, by row.
    /// - Throws: what is wrong with the rest of the file.
    public func contacts(ofRows numbers: Set<Int>) throws(SheetFault) -> [Int: (email: String?, mobile: String?)] {
        guard let last = numbers.max() else { return [:] }
        let lines = SheetRowDecoder(table)
        var contacts: [Int: (email: String?, mobile: String?)] = [:]
        var rows = try table.rows()
        while try rows.advance(), rows.row.number <= last {
            guard numbers.contains(rows.row.number) else { continue }
            let edited = lines.edited(rows.row, about: nil)
            contacts[edited.number] = (edited[.email]?.shown, edited[.mobile]?.shown)
        }
        return contacts
    }
}
