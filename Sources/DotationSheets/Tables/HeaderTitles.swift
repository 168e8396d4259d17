internal import DotationText
package import Dotations

/// What the titles of columns mean, as people write them in French and in English.
package enum HeaderTitles {
    /// How many bytes a title has at most; nobody reads a longer one as a title.
    static let longest = 256
    /// The title over the reasons in a sheet of refused rows.
    package static let error = "Erreur"
    /// The title over the advice in a sheet of refused rows.
    package static let advice = "Conseil"

    /// Whether a title is `Erreur` or `Conseil`, which a sheet of refused rows has beside the admin's own columns.
    static func isRemark(_ title: String) -> Bool { remark(title) != nil }

    /// ``error`` or ``advice``, where a title is one of these.
    static func remark(_ title: String) -> String? {
        find(title) { ["erreur": error, "erreurs": error, "conseil": advice, "conseils": advice][$0] }
    }

    /// What a title means by a table of folded titles, or nil where it is not known: after case, accents, punctuation and spaces are folded, with
    /// what stands in brackets or, where that is not known, without it.
    static func find<Found>(_ title: String, in table: (String) -> Found?) -> Found? {
        guard title.utf8.count <= longest else { return nil }
        for key in Folding.titleKeys(title) {
            if let found = table(key) { return found }
        }
        return nil
    }

    /// The titles that a word of ``words`` stands for.
    fileprivate static func titles(_ word: Substring) -> [String] {
        let marks = word.prefix { $0 == "#" }.count
        let hasOwner = word.hasSuffix("+")
        let noun = word.dropFirst(marks).dropLast(hasOwner ? 1 : 0)
        let beginnings = (marks < 2 ? [""] : []) + (marks > 0 ? numbers : [])
        let ends = [""] + (hasOwner ? owners : [])
        return beginnings.flatMap { beginning in ends.map { beginning + noun + $0 } }
    }

    /// `N°`, `No`, `Num.` and `Numéro`, each with or without an article.
    private static let numbers = ["n", "no", "num", "numero"].flatMap { number in ["", "de", "du", "dela"].map { number + $0 } }
    /// Whose something is.
    private static let owners = [
        "beneficiaire", "dubeneficiaire", "salarie", "dusalarie", "titulaire", "dutitulaire", "agent", "delagent", "personnel",
        "personnelle", "perso",
    ]

    /// Folded words: one with `#` before it may follow `N°` and the like, one with `##` only stands after them, and one with `+` may be
    /// followed by whose it is.
    fileprivate static let words: [SheetColumn: String] = [
        .identifier:
            """
        #dotation id identifiant iddotation iddeladotation identifiantdotation identifiantdeladotation identifiantdedotation
        identifiantdotationcvco dotationid grantid dotationidentifier
        """,
        .matricule:
            """
        #matricule+ ##salarie codesalarie idsalarie identifiantsalarie referencesalarie mat matr employeenumber employeeid employeeno
        staffnumber staffid staffno personnelnumber payrollnumber
        """,
        .orderNumber: "#commande refcommande referencecommande referencedecommande ordernumber orderno orderid order",
        .lastName: "nom+ nomdefamille+ nomdusage nomusuel lastname surname familyname",
        .firstName: "prenom+ prenoms+ firstname givenname forename",
        .email:
            """
        adressemail+ adresseemail+ adressesmail adressemel+ adressecourriel+ adresseelectronique+ adressedecourriel+ adressedemail+
        adressemessagerie adressedemessagerie email+ mail+ mel+ courriel+ emailaddress mailaddress
        """,
        .mobile:
            """
        #tel+ #telephone+ #portable+ #mobile+ #gsm+ #telportable+ #telephoneportable+ #telmobile+ #telephonemobile+ phone phonenumber
        phoneno mobilephone mobilephonenumber mobilenumber mobileno cell cellphone telephonenumber
        """,
        .amount:
            """
        montanteuro montanteuros montanteur montanteneuro montanteneuros montantdotation montantdeladotation montantttc montanttotal
        montanten valeur valeurfaciale somme amount amounteur facevalue value
        """,
        .status: "statutdeladotation statut etat etatdotation etatdeladotation status dotationstatus state",
        .resend:
            """
        renvoi renvoyeremail renvoyerlemail renvoyermail renvoyerlemel renvoiemail renvoimail renvoidemail renvoidelemail
        renvoiemaildactivation renvoidelemaildactivation renvoyeremaildactivation renvoyerlemaildactivation relance relancer resend
        resendemail
        """,
    ]
}

extension SheetColumn: TableColumn {
    package var otherTitles: String {
        (HeaderTitles.words[self] ?? "").split { $0 == " " || $0 == "\n" }.flatMap(HeaderTitles.titles).joined(separator: " ")
    }

    package static let titles = readTitles()
}
