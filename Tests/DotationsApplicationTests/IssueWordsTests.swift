import Dotations
import DotationsApplication
import Testing

/// What an administrator reads of rows, sheets and plans.
@Suite struct IssueWordsTests {
    private static let hidden = "donné\u{202E}"

    private static func id() throws -> Dotation.ID { try #require(Dotation.ID("11843511")) }

    private static func reasons() throws -> [Reason] {
        let (id, order) = (try id(), try #require(OrderNumber("2848729")))
        return [
            .emailEmpty(), .emailEmpty(instead: hidden), .emailSyntax(hidden, .character("é")), .emailControlCharacter(hidden, "\u{202E}"),
            .emailNonASCII(hidden, "é"), .emailTooLong, .emailShared(hidden, with: id, named: "A B", row: 3),
            .emailShared(hidden, with: id, named: "A B", row: nil),
            .phoneEmpty(), .phoneEmpty(instead: hidden), .phoneSyntax(hidden, .tooLong), .phoneNotMobile(hidden), .phoneTruncated(hidden),
            .cellType(.email, hidden), .cellDate(.email, hidden), .cellFormula(.email), .cellEmpty(.email), .cellMerged(.email),
            .idSyntax(hidden),
            .amountSyntax(hidden),
            .missingID(in: nil), .missingID(in: .identifier, about: .nobody), .missingID(in: .identifier, about: .dotation(id)),
            .unknownID(hidden), .unknownID(hidden, about: .nobody), .unknownID(hidden, about: .dotation(id)), .truncatedID(hidden),
            .otherOrder(order, in: .identifier), .unknownOrder(hidden), .unknownMatricule(hidden), .ambiguousMatricule(hidden, count: 2),
            .mismatchedID(id, own: id), .duplicate(id, row: 3), .columnCount, .lockedColumn(.lastName, given: hidden, stored: hidden),
            .notModifiable(DotationStatus(hidden)), .accountCreated(), .orderUnpaid(order),
            .conflict(.email, given: hidden, stored: hidden, exported: hidden),
            .conflictOfTyped(.email, given: hidden, stored: hidden, seen: hidden), .changedSince(.mobile, stored: hidden, imported: hidden),
            .outdated(.mobile, given: hidden, stored: hidden, user: hidden, date: "21/08/2020 10:15"), .tooManyRefusedRows(limit: 3),
            .tooManyRefusedRows(limit: 3, likelyOrder: order),
        ]
    }

    private static func warnings() throws -> [Warning] {
        let order = try #require(OrderNumber("2848729"))
        return [
            .emailSuggestion(hidden, suggestion: hidden), .emailShared(hidden), .emailShared(hidden, count: 3),
            .ofAnother(.email, hidden, ValueHolder(hidden, row: 3)), .ofAnother(.mobile, hidden, ValueHolder(hidden, order: order)),
            .emailUndeliverable(hidden), .phoneUnassigned(hidden), .phoneShared(hidden), .phoneShared(hidden, count: 3),
            .phoneConsecutive(count: 3, lastRow: 6), .rowHidden, .rowTotal(label: hidden), .rowRepeated(row: 3),
            .statusDiffers(given: hidden, stored: hidden, count: 2), .matriculeShared(hidden, count: 2),
            .amountLarge(Euros(cents: 1_000_000), count: 2), .resendUnknown(hidden), .resendAccountCreated, .columnUnknown(hidden),
            .columnUntitled("G", firstRow: 2, count: 2), .saleRepeated(row: 3), .saleAgain(sale: "1"), .saleFurther(sale: "1"),
            .saleOrderedContact(order), .noRows, .strayQuotes(count: 1), .strayQuotes(count: 2),
        ]
    }

    @Test func everyReasonHasItsSentenceAndAdvice() throws {
        let reasons = try Self.reasons()
        #expect(Set(reasons.map(\.code)) == Set(Reason.Code.allCases))
        #expect(Set(reasons.map(\.message)).count == reasons.count)
        for reason in reasons {
            for text in [reason.message, reason.advice, reason.messageWithoutSheet, reason.adviceWithoutSheet] {
                #expect(text.count > 10 && !text.contains("Optional") && !text.unicodeScalars.contains("\u{202E}"), "\(text)")
            }
            #expect(reason.messageWithoutValues?.contains("donné") != true)
        }
        for code in Reason.Code.allCases {
            #expect(!code.summary.isEmpty)
            #expect(code.rawValue.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") })
        }
    }

    @Test func numbersAreGrouped() {
        #expect(Reason.tooManyRefusedRows(limit: 10_000).message.hasPrefix("Plus de 10\u{202F}000 lignes"))
        for warning in [Warning.emailShared("a@b.fr", count: 1234), .matriculeShared("1", count: 1234), .strayQuotes(count: 1234)] {
            #expect(warning.message.contains("1\u{202F}234"), "\(warning.message)")
        }
    }

    @Test func everyWarningHasItsSentence() throws {
        let warnings = try Self.warnings()
        #expect(Set(warnings.map(\.code)) == Set(Warning.Code.allCases))
        #expect(Set(warnings.map(\.message)).count == warnings.count)
        for text in warnings.map(\.message) {
            #expect(text.count > 10 && !text.contains("Optional") && !text.unicodeScalars.contains("\u{202E}"), "\(text)")
        }
    }

    @Test func aRowWithoutAnIdentifierIsTold() throws {
        let ofSomebody = RowSubject.dotation(try Self.id())
        #expect(
            Reason.unknownID("99999999", about: ofSomebody).message
                == "Aucune dotation de la commande n’a l’identifiant « 99999999 » ; d’après le reste de la ligne, c’est 11843511.")
        #expect(Reason.unknownID("99999999", about: ofSomebody).advice.hasSuffix("reprenez-y l’identifiant."))
        #expect(
            Reason.unknownID("99999999", about: .nobody).message == "La commande n’a ni l’identifiant « 99999999 » ni cette personne.")
        #expect(Reason.unknownID("99999999").message == "Aucune dotation de la commande n’a l’identifiant « 99999999 ».")
        #expect(Reason.missingID(in: .identifier, about: ofSomebody).message.hasSuffix("c’est 11843511."))
        #expect(
            Reason.missingID(in: .identifier, about: .nobody).message
                == "La ligne n’a pas d’identifiant, et la commande n’a pas cette personne.")
        #expect(Reason.missingID(in: .identifier).advice == "Reprenez l’identifiant dans l’export de la commande.")
        for reason in [Reason.missingID(in: nil, about: .nobody), .unknownID("99999999", about: .nobody)] {
            #expect(reason.advice.hasPrefix("Un import n’ajoute personne : une nouvelle personne a besoin de sa propre commande"))
        }
    }

    @Test func theGuidesSentenceOnACreatedAccountIsGivenAsItIs() {
        let sentence = "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation"
        #expect(Reason.accountCreated(.email).message == sentence)
        #expect(Warning.resendAccountCreated.message == sentence)
    }

    @Test func aValueOfAnotherNamesThePersonAndThePlace() throws {
        let order = OrderNumber("2800901")
        let email = Warning.ofAnother(.email, "a@b.fr", ValueHolder("NOM35 P35", order: order))
        #expect(email.message.hasSuffix("est aujourd’hui celle de NOM35 P35 (commande 2800901)."))
        let mobile = Warning.ofAnother(.mobile, "0612345678", ValueHolder("NOM3 P3", row: 5, wasExported: true))
        #expect(mobile.message.contains("était, à l’export, celui de NOM3 P3 (ligne 5)"))
        let moved = ConfirmationNeed.moved(.mobile, count: 300).message
        #expect(moved.contains("« Téléphone »") && moved.contains("300 lignes"))
    }

    @Test(arguments: [("activé", true), ("", true), ("Annulée", false), ("#N/A", false)])
    func aStatusThatIsNotKnownIsToldAsSuch(_ given: String, _ isKnown: Bool) {
        let warning = Warning.statusDiffers(given: given, stored: "PRODUCTION", count: 9)
        #expect(warning.message.contains("qui n’est pas connu") != isKnown)
        #expect(warning.message.contains("dans le fichier, et « PRODUCTION » aujourd’hui ; de même à 8 autres lignes"))
    }

    @Test func theCharacterAtFaultIsNamed() {
        #expect(Reason.emailNonASCII("\u{430}ncv@b.fr", "\u{430}").message.contains("lettre cyrillique « \u{430} » (U+0430)"))
        // Whatever a cell holds has a name.
        for value in stride(from: UInt32(0), to: 0x11_0000, by: 97) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let message = Reason.emailSyntax("a", .character(scalar)).message
            #expect(!message.contains(" : ."), "\(value)")
        }
    }

    @Test(arguments: [
        ("pierre.orange.fr", "il manque « @ »"), ("pierre@orange", "pas de point dans le domaine, après « @ »"),
        ("@orange.fr", "rien ne précède « @ »"), ("pierre@", "rien ne suit « @ »"), ("a@@b.fr", "« @ » y est plusieurs fois"),
        ("a@b.fr;c@d.fr", "il y a plusieurs adresses"), ("c@d.fr <a@b.fr>", "il y a plusieurs adresses"),
        ("pierre @orange.fr", "une espace est de trop"), ("pierre.@orange.fr", "un point est de trop avant « @ »"),
        ("a@b..fr", "un point est de trop dans le domaine, après « @ »"), ("a@b.fr.", "un point est de trop dans le domaine, après « @ »"),
        ("a@-b.fr", "un trait d’union est de trop dans le domaine, après « @ »"), ("a@b.f", "le domaine ne finit pas par une extension"),
        ("a@b.12", "le domaine ne finit pas par une extension"), ("a;b@c.fr", "caractère « ; »"), ("élise@b.fr", "lettre accentuée « é »"),
        ("a\u{200B}b@c.fr", "caractère invisible U+200B"), ("a\u{A0}b@c.fr", "espace insécable"), ("œ@b.fr", "lettre « œ »"),
        ("a\u{301}@b.fr", "accent « ◌\u{301} » (U+0301)"), ("🎉@b.fr", "caractère « 🎉 » (U+1F389)"), ("a\nb@c.fr", "saut de ligne"),
        ("a@" + String(repeating: "b", count: 64) + ".fr", "le domaine, après « @ », a un nom de plus de 63 caractères"),
    ])
    func whatIsWrongWithAnAddressIsSaid(_ given: String, _ expected: String) {
        #expect { try EmailAddress.parse(given) } throws: { ($0 as? Reason)?.message.contains(" : \(expected)") == true }
    }

    @Test(arguments: [
        ("061234565", "9 chiffres au lieu de 10"), ("06 12 34 56 789", "11 chiffres au lieu de 10"), ("6", "1 chiffre au lieu de 10"),
        ("()", "aucun chiffre"), ("+33 6 12 34 56 7", "8 chiffres après l’indicatif au lieu de 9"),
        ("+33 06 12 34 56 7", "8 chiffres après l’indicatif au lieu de 9"), ("+123", "3 chiffres au lieu de 10"),
        ("1234567890", "il ne commence pas par un seul 0"), ("0061234567", "il ne commence pas par un seul 0"),
        ("0665915236/0612345678", "20 chiffres au lieu de 10"), ("O665915236", "lettre « O »"), ("06 12 34 56 7a", "lettre « a »"),
        (String(repeating: "0", count: 200), "il est bien trop long"),
    ])
    func whatIsWrongWithANumberIsSaid(_ given: String, _ expected: String) {
        #expect { try MobileNumber.parse(given) } throws: { ($0 as? Reason)?.message.contains(" : \(expected)") == true }
    }

    @Test(arguments: [
        ("TEST1", "ТEST1", "au 1er caractère, lettre cyrillique « Т » (U+0422) au lieu de lettre « T »"),
        ("TEST1", "TESTl", "au 5e caractère, lettre « l » au lieu de chiffre « 1 »"),
        ("DOR0", "DORO", "au 4e caractère, lettre « O » au lieu de chiffre « 0 »"),
        ("fin", "\u{FB01}n", "au 1er caractère, lettre « \u{FB01} » (U+FB01) au lieu de lettre « f »"),
        ("TEST1", "ＴEST1", "au 1er caractère, lettre « Ｔ » (U+FF34) au lieu de lettre « T »"),
        (
            String(repeating: "a", count: 90), String(repeating: "a", count: 89) + "b",
            "au 90e caractère, lettre « b » au lieu de lettre « a »"
        ),
        (
            String(repeating: "a", count: 90), String(repeating: "a", count: 85), "il manque quelque chose à partir du 86e caractère"
        ),
    ])
    func twoValuesThatLookTheSameShowHowTheyDiffer(_ stored: String, _ given: String, _ difference: String) {
        for reason in [
            Reason.lockedColumn(.lastName, given: given, stored: stored), .conflict(.email, given: given, stored: stored, exported: "a"),
        ] {
            #expect(reason.message.hasSuffix(" Les deux se ressemblent : \(difference)."), "\(reason.message)")
        }
    }

    @Test(arguments: [("TEST1", "TEST2"), ("TEST1", "test1"), ("TEST1", ""), ("É", "E"), ("TEST1", "TEST1\u{202E}")])
    func twoValuesThatLookDifferentNeedNoMore(_ stored: String, _ given: String) {
        #expect(!Reason.lockedColumn(.lastName, given: given, stored: stored).message.contains("se ressemblent"))
    }

    @Test func ordersStandInTheListsOfTheirSpace() {
        #expect(OrderList.allCases.map(\.french) == ["en attente", "en cours de traitement", "historique"])
    }

    @Test func noNeedSaysInAnErrorWhatIsToBeTypedOrAnybodysAddress() {
        let needs: [ConfirmationNeed] = [
            .moved(.mobile, count: 12), .moved(.email, count: 12), .emailsOfOthers(count: 12), .manyEmails(changed: 12, of: 12),
            .manyMobiles(changed: 12, of: 12), .repeatedEmail(address: "x12@y12.fr", count: 12),
            .manyEmails(changed: 12, of: 12, isUndo: true),
            .manyMobiles(changed: 12, of: 12, isUndo: true), .repeatedEmail(address: "x12@y12.fr", count: 12, isUndo: true),
            .unknownStatuses([DotationStatus("Statut 12")], count: 12), .reopened(count: 12), .backward(count: 12), .bulkResend(count: 12),
            .erasure(operations: 12),
        ]
        #expect(Set(needs.map(\.code)) == Set(ConfirmationNeed.Code.allCases))
        for need in needs {
            #expect(need.message.contains("12"))
            #expect(!need.messageWithoutValues.contains("12"))
        }
    }
}
