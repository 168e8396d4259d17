package import Dotations

/// What the titles of columns mean, as people write them in French and in English.
package enum HeaderTitles {
    /// What a title stands for.
    package enum Meaning: Sendable, Hashable {
        /// A column that the domain knows.
        case column(SheetColumn)
        /// `Erreur` or `Conseil`, which a sheet of refused rows has beside the admin's own columns.
        case remark
    }

    /// How many bytes a title has at most; nobody reads a longer one as a title.
    static let longest = 256
    /// The title over the reasons in a sheet of refused rows.
    package static let error = "Erreur"
    /// The title over the advice in a sheet of refused rows.
    package static let advice = "Conseil"

    /// What a title means, or nil where it is not known: after case, accents, punctuation and spaces are folded, with what stands in
    /// brackets or, where that is not known, without it.
    package static func meaning(of title: String) -> Meaning? { find(title) { table[$0] } }

    /// What a title means by a table of folded titles.
    static func find<Found>(_ title: String, in table: (String) -> Found?) -> Found? {
        guard title.utf8.count <= longest else { return nil }
        if let found = table(key(title)) { return found }
        let outside = withoutBrackets(title)
        return outside == title ? nil : table(key(outside))
    }

    /// A title, folded.
    static func key(_ title: String) -> String {
        // `Nº` with the ordinal sign, which is a letter, is as common as `N°` with the sign of a degree.
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: title.unicodeScalars.lazy.filter { $0 != "º" && $0 != "ª" })
        return Folding.key(String(plain))
    }

    private static func withoutBrackets(_ title: String) -> String {
        var depth = 0
        var kept = String.UnicodeScalarView()
        for scalar in title.unicodeScalars {
            switch scalar {
            case "(", "[": depth += 1
            case ")", "]": depth = max(0, depth - 1)
            default: if depth == 0 { kept.append(scalar) }
            }
        }
        return String(kept)
    }

    /// What else a column of dotations is called: folded titles, parted by spaces.
    static func otherTitles(of column: SheetColumn) -> String { titles.first { $0.0 == column }?.1 ?? "" }

    private static let table: [String: Meaning] = {
        var table: [String: Meaning] = ["erreur": .remark, "erreurs": .remark, "conseil": .remark, "conseils": .remark]
        for (column, words) in titles {
            table[Folding.key(column.title)] = .column(column)
            for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) { table[String(word)] = .column(column) }
        }
        return table
    }()

    /// Folded titles beside those that are exported. `No`, `N°`, `Num` and `Numéro` are four ways to say the same.
    private static let titles: [(SheetColumn, String)] = [
        (
            .identifier,
            """
            iddotation identifiantdeladotation identifiantdedotation identifiantdotationcvco iddeladotation ndotation nodotation numdotation
            numerodotation ndedotation nodedotation numerodedotation numerodeladotation dotation identifiant id dotationid grantid
            dotationidentifier
            """
        ),
        (
            .matricule,
            """
            matriculesalarie matriculedusalarie matriculebeneficiaire matriculedubeneficiaire nmatricule nomatricule nummatricule
            numeromatricule ndematricule nodematricule numerodematricule nsalarie nosalarie numsalarie numerosalarie numerodesalarie
            codesalarie idsalarie identifiantsalarie referencesalarie mat matr employeenumber employeeid employeeno staffnumber staffid
            staffno personnelnumber payrollnumber
            """
        ),
        (
            .orderNumber,
            """
            ncommande nocommande numcommande numerocommande nodecommande numdecommande numerodecommande ndelacommande numerodelacommande
            decommande commande refcommande referencecommande referencedecommande ordernumber orderno orderid order
            """
        ),
        (
            .lastName,
            """
            nomdefamille nomdusage nomusuel nombeneficiaire nomdubeneficiaire nomsalarie nomdusalarie lastname surname familyname
            """
        ),
        (
            .firstName,
            """
            prenoms prenombeneficiaire prenomdubeneficiaire prenomsalarie prenomdusalarie firstname givenname forename
            """
        ),
        (
            .email,
            """
            adresseemail adressesmail adressemel adressecourriel adresseelectronique adressedecourriel adressedemail adressemessagerie
            adressedemessagerie email mail mel courriel emailbeneficiaire mailbeneficiaire emaildubeneficiaire maildubeneficiaire
            emailsalarie mailsalarie emaildusalarie maildusalarie emailpersonnel mailpersonnel emailperso mailperso courrielpersonnel
            adresseemailpersonnelle adressemailpersonnelle adresseemailperso adressemailperso emailaddress mailaddress
            """
        ),
        (
            .mobile,
            """
            tel telportable telephoneportable telmobile telephonemobile mobile portable gsm ntelephone notelephone numtelephone
            numerotelephone ndetelephone nodetelephone numdetelephone numerodetelephone ntel notel numtel ndetel numerodetel nportable
            noportable numportable numeroportable ndeportable nodeportable numdeportable numerodeportable nmobile nomobile nummobile
            numeromobile ndemobile nodemobile numerodemobile ndetelephoneportable numerodetelephoneportable ndetelephonemobile
            numerodetelephonemobile telephonebeneficiaire telephonedubeneficiaire telephonesalarie telephonedusalarie portablebeneficiaire
            portablesalarie telephonepersonnel portablepersonnel mobilepersonnel telephoneperso telperso portableperso phone phonenumber
            phoneno mobilephone mobilenumber cell cellphone telephonenumber
            """
        ),
        (
            .amount,
            """
            montanteuro montanteuros montanteur montanteneuro montanteneuros montantdotation montantdeladotation montantttc montanttotal
            montanten valeur valeurfaciale somme amount amounteur facevalue value
            """
        ),
        (.status, "statutdeladotation statut etat etatdotation etatdeladotation status dotationstatus state"),
        (
            .resend,
            """
            renvoi renvoyeremail renvoyerlemail renvoyermail renvoyerlemel renvoiemail renvoimail renvoidemail renvoidelemail
            renvoiemaildactivation renvoidelemaildactivation renvoyeremaildactivation renvoyerlemaildactivation relance relancer resend
            resendemail
            """
        ),
    ]
}
