import DotationText
import Testing

@testable import Dotations

@Suite struct FoldingTests {
    @Test(arguments: [
        ("N° de commande", "ndecommande"), ("n°\u{A0}\u{A0}DE  COMMANDÉ", "ndecommande"), ("Adresse E-mail :", "adresseemail"),
        ("Te\u{301}le\u{301}phone", "telephone"),
        ("TÉLÉPHONE", "telephone"), ("Prénom", "prenom"), ("Œuvre", "oeuvre"), ("Straße", "strasse"), ("Łukasz", "lukasz"),
        ("İstanbul", "istanbul"),
        ("Nguyễn", "nguyen"), ("Nguye\u{302}\u{303}n", "nguyen"), ("ＮＯＭ１", "nom1"), ("Όμηρος", "ομηροσ"), ("ΟΜΗΡΟΣ", "ομηροσ"),
        ("Ёлкин", "елкин"),
        ("Е\u{308}лкин", "елкин"), ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"), ("山田", "山田"), ("", ""), (" '-_./", ""),
        ("٣", "٣"),
    ])
    func textIsReducedToItsLetters(_ text: String, _ key: String) {
        #expect(Folding.key(text).unicodeScalars.elementsEqual(key.unicodeScalars))
    }

    @Test func textOfASCIIIsFoldedAsAnyOther() {
        for character in (UInt8.min..<0x80).map({ Character(Unicode.Scalar($0)) }) {
            let text = "aZ\(character)09 x\(character)"
            // The accent stands by itself.
            #expect(Folding.key(text) == Folding.key("\u{301}" + text))
            #expect(Folding.key(text.dropFirst(2)) == Folding.key("\u{301}" + text.dropFirst(2)))
        }
        #expect(Folding.key("N de-COMMANDE 12") == "ndecommande12")
    }

    @Test func whatIsHiddenIsShown() {
        #expect(VisibleText.of("a\u{202E}b\r\n\u{200B}") == "a⟨U+202E⟩b⟨U+000D⟩⟨U+000A⟩⟨U+200B⟩")
        #expect(VisibleText.of("\u{1B}[31m") == "⟨U+001B⟩[31m")
        #expect(VisibleText.of("\u{301}e") == "◌\u{301}e")
        #expect(VisibleText.of(String(repeating: "é", count: 200)).unicodeScalars.count == 81)
    }
}
