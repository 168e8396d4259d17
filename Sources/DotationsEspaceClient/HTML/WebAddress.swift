/// An address of the web that is encrypted: `https://`, a host, and nothing but visible ASCII.
struct WebAddress {
    let text: String

    init?(_ text: String) {
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme), text.utf8.count <= 2000,
            text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !"\"<>\\^`{|}".utf8.contains($0) }),
            let first = text.dropFirst(scheme.count).first, first.isLetter || first.isNumber
        else { return nil }
        self.text = text
    }
}
