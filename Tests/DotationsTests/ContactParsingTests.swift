import DotationText
import TestSupport
import Testing

@testable import Dotations

/// E-mail addresses and mobile numbers, as people and spreadsheets write them.
@Suite struct ContactParsingTests {
    static let emails: [(String, String)] = [
        ("a@b.fr", "a@b.fr"), ("o'brien@example.ie", "o'brien@example.ie"), ("A.B@Example.FR", "A.B@example.fr"), ("1@2.fr", "1@2.fr"),
        ("a@b.museum", "a@b.museum"), ("mailto:a@b.fr", "a@b.fr"), ("MailTo:a@b.fr?subject=x", "a@b.fr"),
        ("Jean Dupont <a@b.fr>", "a@b.fr"),
        ("\"Dupont, Jean\" <a@b.fr>", "a@b.fr"), ("<a@b.fr>", "a@b.fr"), ("a@b.fr <a@b.fr>", "a@b.fr"),
        ("Hélène <mailto:a@b.fr>", "a@b.fr"),
        ("\u{A0}\u{FEFF}\u{200B}a@b.fr\u{200B}\t\r\n", "a@b.fr"), ("ａ＠ｂ．ｆｒ", "a@b.fr"), ("a+tag@b.fr", "a+tag@b.fr"),
        ("a@xn--80ak6aa92e.com", "a@xn--80ak6aa92e.com"),
        ("a@b.xn--p1ai", "a@b.xn--p1ai"), ("!#$%&'*+/=?^_`{|}~-@b.fr", "!#$%&'*+/=?^_`{|}~-@b.fr"), ("a@1.2.fr", "a@1.2.fr"),
        (String(repeating: "a", count: 64) + "@b.fr", String(repeating: "a", count: 64) + "@b.fr"),
    ]

    @Test(arguments: emails)
    func anAddressIsTakenInItsNormalForm(_ given: String, _ expected: String) throws {
        let address = try EmailAddress.parse(given)
        #expect(address.text == expected)
        #expect(String(address.localPart) + "@" + String(address.domain) == expected)
        #expect(try EmailAddress.parse(address.text) == address)
    }

    static let refusedEmails: [(String, Reason.Code)] = [
        ("", .emailEmpty), ("   ", .emailEmpty), ("\u{200B}\u{FEFF}", .emailEmpty), ("<>", .emailEmpty), ("mailto:", .emailEmpty),
        ("a@", .emailSyntax),
        ("@b.fr", .emailSyntax), ("a b@c.fr", .emailSyntax), ("a.@b.fr", .emailSyntax), (".a@b.fr", .emailSyntax),
        ("a..b@c.fr", .emailSyntax),
        ("a@-b.fr", .emailSyntax), ("a@b-.fr", .emailSyntax), ("a@b.f", .emailSyntax), ("a@b.12", .emailSyntax),
        ("a@localhost", .emailSyntax), ("a@b..fr", .emailSyntax),
        ("a@.fr", .emailSyntax), ("a@b.fr.", .emailSyntax), ("a@@b.fr", .emailSyntax), ("a(comment)@b.fr", .emailSyntax),
        ("a\\@b.fr", .emailSyntax),
        ("a@b.fr;c@d.fr", .emailSyntax), ("a@b.fr, c@d.fr", .emailSyntax), ("c@d.fr <a@b.fr>", .emailSyntax), ("a@b_c.fr", .emailSyntax),
        ("\"a b\"@c.fr", .emailSyntax),
        ("a@[127.0.0.1]", .emailSyntax), ("a@\(String(repeating: "b", count: 64)).fr", .emailSyntax),
        ("a\r\nb@c.fr", .emailControlCharacter), ("a\r\nBcc: x@y.fr", .emailControlCharacter), ("a\u{0}@b.fr", .emailControlCharacter),
        ("a\u{85}@b.fr", .emailControlCharacter),
        ("\u{430}ncv@yopmail.com", .emailNonASCII), ("ancv\u{202E}@yopmail.com", .emailNonASCII),
        ("\u{202A}a@b.fr\u{202C}", .emailNonASCII),
        ("ancv\u{200B}.rec3@yopmail.com", .emailNonASCII), ("ancv\u{200D}@yopmail.com", .emailNonASCII),
        ("an\u{AD}cv@yopmail.com", .emailNonASCII),
        ("ancv@\u{301}yopmail.com", .emailNonASCII), ("ancv@ex\u{E4}mple.fr", .emailNonASCII), ("anc\u{131}@yopmail.com", .emailNonASCII),
        ("\u{212A}evin@yopmail.com", .emailNonASCII), ("é@b.fr", .emailNonASCII),
        (String(repeating: "a", count: 65) + "@b.fr", .emailTooLong), (String(repeating: "x", count: 32_767), .emailTooLong),
        ("a@" + String(repeating: "b.", count: 126) + "fr", .emailTooLong),
    ]

    @Test(arguments: refusedEmails)
    func whatMailCannotCarryIsRefused(_ given: String, _ code: Reason.Code) {
        #expect { try EmailAddress.parse(given) } throws: { ($0 as? Reason)?.code == code }
    }

    @Test func theCharacterAtFaultIsNamed() {
        let given = "\u{430}ncv@yopmail.com"
        #expect(throws: Reason.emailNonASCII(given, "\u{430}")) { try EmailAddress.parse(given) }
    }

    @Test func aNumericCellThatIsNoNumberOfATelephoneSaysSo() {
        #expect(throws: Reason.phoneSyntax("61234565", .digitCount(8))) { try MobileNumber.parse(61_234_565) }
        #expect(throws: Reason.phoneSyntax("6,5", .noWholeNumber)) { try MobileNumber.parse(6.5) }
    }

    @Test func fullWidthFormsCanBeRefused() {
        #expect { try EmailAddress.parse("ancv＠yopmail.com", foldsFullWidth: false) } throws: { ($0 as? Reason)?.code == .emailNonASCII }
        #expect { try MobileNumber.parse("０６６５９１５２３６", foldsFullWidth: false) } throws: { ($0 as? Reason)?.code == .phoneSyntax }
    }

    @Test(
        arguments: [
            ("gmial.com", "gmail.com"), ("yopmail.co", "yopmail.com"), ("yotmail.com", "yopmail.com"), ("yottmail.com", "yopmail.com"),
            ("orange.fe", "orange.fr"),
            ("wanado.fr", "wanadoo.fr"), ("gmail.con", "gmail.com"), ("gamil.com", "gmail.com"), ("hotmial.fr", "hotmail.fr"),
            ("laposte.ne", "laposte.net"),
            ("sfr.f", "sfr.fr"), ("outlok.com", "outlook.com"), ("gmail.com", nil), ("yopmail.com", nil), ("mail.com", nil),
            ("ymail.com", nil),
            ("gmx.fr", nil),
            ("example.fr", nil), ("mairie-lyon.fr", nil), ("a.fr", nil), ("yahoo.fr", nil), ("live.com", nil),
        ] as [(String, String?)])
    func aMistypedProviderIsSuggested(_ domain: String, _ expected: String?) {
        let address = EmailAddress(localPart: "a", domain: domain)
        #expect(address.suggestion?.text == expected.map { "a@" + $0 })
        #expect(address.warnings.map(\.suggestion) == (expected.map { ["a@" + $0] } ?? []))
    }

    static let mobiles: [(String, String)] = [
        ("0612345678", "0612345678"), ("+33612345678", "0612345678"), ("612345678", "0612345678"), ("07.12.34.56.78", "0712345678"),
        ("'0612345678", "0612345678"),
        ("06 12 34 56 78", "0612345678"), ("06-12-34-56-78", "0612345678"), ("06/12/34/56/78", "0612345678"),
        ("(06) 12 34 56 78", "0612345678"),
        ("06\u{A0}12\u{202F}34\u{2009}56 78", "0612345678"), ("\u{202A}06 12 34 56 78\u{202C}", "0612345678"),
        ("\u{2068}+33 6 12 34 56 78\u{2069}", "0612345678"),
        ("０６１２３４５６７８", "0612345678"), ("＋３３ ６ １２ ３４ ５６ ７８", "0612345678"), ("0033 6 12 34 56 78", "0612345678"),
        ("33 6 12 34 56 78", "0612345678"),
        ("+33 (0)6 12 34 56 78", "0612345678"), ("33 (0)6 12 34 56 78", "0612345678"), ("06\u{2011}12\u{2013}34 56 78", "0612345678"),
        ("+262 692 12 34 56", "0692123456"), ("+590 690 12 34 56", "0690123456"), ("+594 694 12 34 56", "0694123456"),
        ("+596 696 12 34 56", "0696123456"),
        ("+508 708 41 23 45", "0708412345"), ("00262692123456", "0692123456"), ("+33 690 12 34 56", "0690123456"),
        ("262692123456", "0692123456"),
        ("6.76028937E8", "0676028937"), ("6,76028937E+08", "0676028937"), ("6.760289370E8", "0676028937"), ("676028937.0", "0676028937"),
    ]

    @Test(arguments: mobiles)
    func aMobileNumberIsReadInItsSpellings(_ given: String, _ expected: String) throws {
        #expect(try MobileNumber.parse(given).text == expected)
    }

    static let refusedMobiles: [(String, Reason.Code)] = [
        ("", .phoneEmpty), (" \u{A0}\u{200B}", .phoneEmpty), ("'", .phoneEmpty), ("0512345678", .phoneNotMobile),
        ("0145678901", .phoneNotMobile), ("0899123456", .phoneNotMobile),
        ("+44 7700 900123", .phoneNotMobile), ("+33 1 45 67 89 01", .phoneNotMobile), ("0033145678901", .phoneNotMobile),
        ("145678901", .phoneNotMobile),
        ("+262 262 12 34 56", .phoneNotMobile), ("06123456", .phoneSyntax), ("06-12-34-56-7a", .phoneSyntax),
        ("066591523600", .phoneSyntax), ("O665915236", .phoneSyntax),
        ("0665915236/0612345678", .phoneSyntax), ("0665915236\n0612345678", .phoneSyntax), ("=1+1", .phoneSyntax),
        ("٠٦٦٥٩١٥٢٣٦", .phoneSyntax), ("06+12345678", .phoneSyntax),
        ("-612345678", .phoneSyntax), ("0000000000", .phoneSyntax), ("+33 6 12 34 56", .phoneSyntax), ("6,76E+08", .phoneTruncated),
        ("6E8", .phoneTruncated),
        ("6,7602894E+08", .phoneTruncated), ("6.760289371E8", .phoneSyntax), ("6.7E-8", .phoneSyntax), ("nan", .phoneSyntax),
        (String(repeating: "0", count: 40_000), .phoneSyntax),
    ]

    @Test(arguments: refusedMobiles)
    func whatIsNoMobileNumberIsRefused(_ given: String, _ code: Reason.Code) {
        #expect { try MobileNumber.parse(given) } throws: { ($0 as? Reason)?.code == code }
    }

    @Test func aNumericCellKeepsTheDigitsItHas() throws {
        #expect(try MobileNumber.parse(665_915_236.0).text == "0665915236")
        #expect(try MobileNumber.parse(6E8).text == "0600000000")
        #expect(try MobileNumber.parse(33_665_915_236.0).text == "0665915236")
        for number in [0, -665_915_236, 66_591_523, 1e300, .nan, .infinity, 665_915_236.5] {
            #expect { try MobileNumber.parse(number) } throws: { ($0 as? Reason)?.code == .phoneSyntax }
        }
    }

    @Test(arguments: [
        ("0600000000", true), ("0638999999", true), ("0639000000", true), ("0640000000", true), ("0689999999", true), ("0690000000", true),
        ("0694999999", true),
        ("0695000000", true), ("0699999999", true), ("0700000000", false), ("0707999999", false), ("0708399999", false),
        ("0708400000", true), ("0708599999", true),
        ("0708600000", false), ("0709000000", true), ("0710000000", false), ("0729999999", false), ("0730000000", true),
        ("0799999999", true),
    ])
    func aBlockThatIsNotInUseIsAWarning(_ text: String, _ isAssigned: Bool) throws {
        let number = try MobileNumber.parse(text)
        #expect(number.isAssigned == isAssigned)
        #expect(number.warnings.map(\.code) == (isAssigned ? [] : [.phoneUnassigned]))
    }

    @Test func noTextTrapsAParser() {
        var random = SeededGenerator(seed: 7)
        let likely = Array("@.<>+-0123456789 ()eE,'\u{A0}\u{301}\r\n\u{0}\u{202E}＠０éß\u{10FFFF}€mailto:".unicodeScalars)
        for _ in 0..<20_000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...24, using: &random) {
                let any = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
                scalars.append(Bool.random(using: &random) ? likely.randomElement(using: &random) ?? "a" : any ?? "b")
            }
            let text = String(scalars)
            if let address = try? EmailAddress.parse(text) {
                #expect(address.text.utf8.allSatisfy { 0x21...0x7E ~= $0 } && address.text.utf8.count <= 254)
                #expect((try? EmailAddress.parse(address.text)) == address)
            }
            if let number = try? MobileNumber.parse(text) {
                #expect(number.text.utf8.count == 10 && (try? MobileNumber.parse(number.text)) == number)
            }
            if let amount = Euros(text) { #expect(Euros(amount.description) == amount) }
            if let date = CalendarDate(text) { #expect(CalendarDate(date.description) == date) }
            if let id = Dotation.ID(text) { #expect(id.description == text) }
            if let order = OrderNumber(text) { #expect(OrderNumber(order.grouped) == order) }
            #expect(Folding.key(Folding.key(text)) == Folding.key(text))
            _ = VisibleText.of(text)
        }
        for _ in 0..<20_000 {
            let number = Double(bitPattern: random.next())
            _ = try? MobileNumber.parse(number)
            _ = (Euros(number), Dotation.ID(number), OrderNumber(number), SheetValue.number(number).matches("12"), SheetText.of(number))
        }
    }
}
