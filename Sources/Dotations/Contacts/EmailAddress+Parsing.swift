internal import DotationText

extension EmailAddress {
    /// Reads what a person put in an e-mail cell.
    ///
    /// White space and zero-width characters around it are left out, `Name <a@b.fr>` and `mailto:a@b.fr` are taken apart, and full-width
    /// forms are folded unless `foldsFullWidth` is false. Nothing is corrected.
    ///
    /// - Throws: a ``Reason`` of one of the codes `email.…`, with the character at fault where there is one.
    public static func parse(_ given: String, foldsFullWidth: Bool = true) throws(Reason) -> EmailAddress {
        // What has nothing around it and nothing to fold is the address as it stands.
        let address = given.utf8.allSatisfy(isPlain) ? Array(given.utf8.prefix(256)) : try bare(given, foldsFullWidth)
        guard !address.isEmpty else { throw .emailEmpty() }
        guard address.count <= 254 else { throw .emailTooLong }
        guard let at = address.firstIndex(of: UInt8(ascii: "@")) else { throw .emailSyntax(given, .noAt) }
        let local = address[..<at]
        var domain = address[(at + 1)...]
        for index in domain.indices where UInt8(ascii: "A")...UInt8(ascii: "Z") ~= domain[index] { domain[index] |= 0x20 }
        if domain.contains(UInt8(ascii: "@")) {
            let hasSeparator = address.contains { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
            throw .emailSyntax(given, hasSeparator ? .severalAddresses : .severalAts)
        }
        if let fault = local.first(where: { !isLocal($0) }) ?? domain.first(where: { !isDomain($0) }) {
            throw .emailSyntax(given, .character(Unicode.Scalar(fault)))
        }
        if let flaw = flaw(local: local) ?? flaw(domain: domain) { throw .emailSyntax(given, flaw) }
        guard local.count <= 64 else { throw .emailTooLong }
        return EmailAddress(localPart: String(decoding: local, as: UTF8.self), domain: String(decoding: domain, as: UTF8.self))
    }

    /// The address without what may stand around it, and without full-width forms; of one that is far too long the beginning.
    private static func bare(_ given: String, _ foldsFullWidth: Bool) throws(Reason) -> [UInt8] {
        var text = given.unicodeScalars[...]
        text = text.trimmed(isOutside)
        dropMailto(&text)
        if text.last == ">", let open = text.lastIndex(of: "<") {
            var name = text[..<open]
            text = text[text.index(after: open)...].dropLast()
            text = text.trimmed(isOutside)
            dropMailto(&text)
            // A name that is itself another address: which of the two was meant?
            name = name.trimmed(isOutside)
            if name.first == "\"", name.last == "\"", name.count > 1 { name = name.dropFirst().dropLast() }
            guard !name.contains("@") || name.elementsEqual(text) else { throw .emailSyntax(given, .severalAddresses) }
        }
        guard !text.isEmpty else { throw .emailEmpty() }

        var address: [UInt8] = []
        for scalar in text {
            let plain = foldsFullWidth ? scalar.withoutFullWidth : scalar
            guard plain.value >= 0x20, !(0x7F...0x9F ~= plain.value) else { throw .emailControlCharacter(given, scalar) }
        }
        for scalar in text {
            let plain = foldsFullWidth ? scalar.withoutFullWidth : scalar
            guard plain.isASCII else { throw .emailNonASCII(given, scalar) }
            // Longer than any address: the rest only matters for the checks above.
            if address.count <= 255 { address.append(UInt8(plain.value)) }
        }
        return address
    }

    /// Whether a byte is neither white space nor part of anything that may stand around an address.
    private static func isPlain(_ byte: UInt8) -> Bool {
        0x21...0x7E ~= byte && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }

    private static func isOutside(_ scalar: Unicode.Scalar) -> Bool { scalar.isSpace || scalar.isZeroWidth }

    private static func dropMailto(_ text: inout Substring.UnicodeScalarView) {
        let scheme = "mailto:".unicodeScalars
        guard text.prefix(7).elementsEqual(scheme, by: { $0 == $1 || ("A"..."Z" ~= $0 && $0.value | 0x20 == $1.value) }) else { return }
        text = text.dropFirst(7).prefix { $0 != "?" }
    }

    /// The characters of a local part: `atext` of RFC 5322, and the dot.
    private static func isLocal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"):
            false
        default: 0x21...0x7E ~= byte
        }
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }

    /// What is wrong with what stands before the `@`, of which each character is right.
    private static func flaw(local: ArraySlice<UInt8>) -> ValueFlaw? {
        let dot = UInt8(ascii: ".")
        if local.isEmpty { return .noLocalPart }
        let hasTwoDots = zip(local, local.dropFirst()).contains { $0 == dot && $1 == dot }
        return local.first == dot || local.last == dot || hasTwoDots ? .misplacedDot : nil
    }

    /// What is wrong with a domain of which each character is right.
    private static func flaw(domain: ArraySlice<UInt8>) -> ValueFlaw? {
        if domain.isEmpty { return .noDomain }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let hyphen = UInt8(ascii: "-")
        guard labels.count >= 2, let top = labels.last else { return .noDotInDomain }
        if labels.contains(where: \.isEmpty) { return .misplacedDotInDomain }
        if labels.contains(where: { $0.first == hyphen || $0.last == hyphen }) { return .misplacedHyphenInDomain }
        if labels.contains(where: { $0.count > 63 }) { return .longNameInDomain }
        let isTop = top.count >= 2 && (top.allSatisfy { $0 >= UInt8(ascii: "a") } || top.starts(with: "xn--".utf8))
        return isTop ? nil : .noTopLevelDomain
    }
}
