/// Stored texts of contacts as they are compared, whichever way they are written.
package enum ContactKey {
    /// The address as a login, in small letters; a text that is no address as it is, in small letters.
    package static func email(_ text: String) -> String {
        if text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !(0x41...0x5A ~= $0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ":") }) {
            return text
        }
        return StoredAddress(text).key
    }

    /// The ten national digits; a text that is no mobile number as it is.
    package static func mobile(_ text: String) -> String {
        if text.utf8.count == 10, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) { return text }
        return StoredNumber(text).key
    }

    package static func of(_ text: String, in column: SheetColumn) -> String { column == .mobile ? mobile(text) : email(text) }
}
