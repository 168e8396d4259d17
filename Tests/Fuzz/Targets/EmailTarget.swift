@testable import Dotations

/// E-mail addresses: what is accepted is an address that no mailer takes for two, and is accepted again as it is.
enum EmailTarget: FuzzTarget {
    static let name = "email"
    static let longestInput = 400
    static let words = [
        "@", ".", "..", "mailto:", "MAILTO:", "<", ">", "\"", "?subject=", "xn--", "@yopmail.com", "@gmial.com", "\u{200B}", "\u{A0}", "＠",
        "\r\n", "\u{202E}",
        "é", "-", "+", "%0A", ",", ";",
    ]

    static func seeds() throws -> [[UInt8]] {
        [
            "ancv.rec1@yopmail.com", "Nom <a.b@Exemple.FR>", "mailto:x+y@yottmail.com?subject=z", " \u{200B}a@b.fr\u{A0}",
            "\"a@b.fr\" <a@b.fr>", "ａ＠b.fr",
            "a@xn--bcher-kva.example", "", "a@b", "été@b.fr",
        ].map { Array($0.utf8) }
    }

    static func run(_ input: [UInt8]) {
        let given = String(decoding: input, as: UTF8.self)
        for folds in [true, false] {
            let address: EmailAddress
            do { address = try EmailAddress.parse(given, foldsFullWidth: folds) } catch {
                require(error.code.rawValue.hasPrefix("email."), "a refusal of something else")
                continue
            }
            let bytes = Array(address.text.utf8)
            require(bytes.count <= 254 && bytes.allSatisfy { 0x21...0x7E ~= $0 }, "an address with a character that it cannot have")
            require(bytes.count { $0 == 0x40 } == 1, "an address without exactly one @")
            require(!bytes.contains { Array("\"(),:;<>[\\]".utf8).contains($0) }, "an address with a sign of the header's syntax")
            require(address.domain.utf8.allSatisfy { !(0x41...0x5A ~= $0) }, "a domain in capital letters")
            require(
                (try? EmailAddress.parse(address.text, foldsFullWidth: folds)) == address, "an address that is not accepted as it is stored"
            )
            if let suggestion = address.suggestion {
                require(
                    suggestion != address && suggestion.localPart == address.localPart, "a suggestion of something else than another domain"
                )
                require((try? EmailAddress.parse(suggestion.text)) == suggestion, "a suggestion that is no address")
            }
            _ = address.warnings
        }
    }
}
