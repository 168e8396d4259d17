extension SpreadsheetError {
    /// What happened and what to do, in French, for the person who chose the file: the place, the fault and the advice.
    public var frenchMessage: String {
        let entry = Self.french[code]
        var place = [location.file, location.sheet.map { "« \($0) »" }, location.cell?.description, location.line.map { "ligne \($0)" }]
            .compactMap(\.self)
        if location.sheet == nil, let part = location.part { place.append(part) }
        var text = place.isEmpty ? "" : place.joined(separator: ", ") + " : "
        text += entry?.fault ?? "le fichier ne peut pas être traité (\(code.rawValue))"
        if let measured, let limit {
            let unit = Self.frenchUnits[code].map { " \($0)" } ?? ""
            text += " (\(Self.grouped(measured))\(unit) ; au plus \(Self.grouped(limit)))"
        }
        text += "."
        if let advice = entry?.advice { text += " " + advice }
        return text
    }

    /// What to do, in French.
    public var frenchAdvice: String? { Self.french[code]?.advice }

    private static let saveAgain = "Ouvrez le fichier dans votre tableur et enregistrez-le de nouveau au format .xlsx."
    private static let saveAsXLSX = "Enregistrez le fichier au format .xlsx."
    private static let sendAgain = "Demandez de nouveau le fichier, ou téléchargez-le une nouvelle fois."
    private static let tooLarge = "Répartissez les données sur plusieurs fichiers, ou supprimez ce qui est inutile."
    private static let fixCell = "Corrigez la cellule dans votre tableur et enregistrez le fichier."
    private static let report = "Si le problème persiste, transmettez le fichier à votre administrateur."

    /// The French of every code, in one place.
    private static let french: [Code: (fault: String, advice: String)] = [
        "file.not-found": ("le fichier n’existe pas", "Vérifiez le nom et le dossier."),
        "file.unreadable": ("le fichier ne peut pas être lu", "Vérifiez les droits d’accès et que ce n’est pas un dossier."),
        "file.unwritable": ("le fichier ne peut pas être écrit", "Vérifiez le dossier, les droits d’accès et la place disponible."),
        "limit.file-size": ("le fichier est trop volumineux", tooLarge),
        "memory.exhausted": (
            "la mémoire ne suffit pas pour lire ce fichier",
            "Fermez d’autres programmes, ou répartissez les données sur plusieurs fichiers."
        ),
        "zip.bad-eocd": ("le fichier est incomplet ou endommagé", sendAgain),
        "zip.truncated": ("le fichier est incomplet", sendAgain),
        "zip.prefix-data": ("d’autres données précèdent le classeur", saveAgain),
        "zip.trailing-data": ("d’autres données suivent le classeur", saveAgain),
        "zip.gap": ("le fichier contient des données cachées", saveAgain),
        "zip.overlap": ("le fichier est piégé : des éléments se recouvrent", report),
        "zip.too-many-entries": ("le fichier contient trop d’éléments", saveAgain),
        "zip.bad-name": ("le fichier contient un élément au nom interdit", saveAgain),
        "zip.duplicate-name": ("le fichier contient deux éléments de même nom", saveAgain),
        "zip.bad-extra": ("le fichier est endommagé", saveAgain),
        "zip.header-mismatch": ("le fichier se contredit lui-même", saveAgain),
        "zip.unsupported-method": ("le fichier est compressé d’une façon inconnue", saveAgain),
        "zip.encrypted": ("le fichier est chiffré", "Enregistrez-le sans mot de passe."),
        "zip.bad-deflate": ("les données du fichier sont endommagées", sendAgain),
        "zip.size-mismatch": ("un élément du fichier n’a pas la taille annoncée", saveAgain),
        "zip.crc": ("le fichier est endommagé (somme de contrôle fausse)", sendAgain),
        "zip.no-such-entry": ("un élément manque dans le fichier", saveAgain),
        "limit.inflated": ("le fichier est trop volumineux une fois décompressé", tooLarge),
        "limit.ratio": ("le fichier est anormalement compressé", saveAgain),
        "format.xls": ("c’est un classeur Excel 97-2003 (.xls)", saveAsXLSX),
        "format.xlsb": ("c’est un classeur binaire Excel (.xlsb)", saveAsXLSX),
        "format.ods": ("c’est un classeur OpenDocument (.ods)", saveAsXLSX),
        "format.macro": ("le classeur contient des macros", "Enregistrez le fichier au format .xlsx, sans macros."),
        "format.encrypted": ("le classeur est protégé par un mot de passe", "Enregistrez-le sans mot de passe, au format .xlsx."),
        "format.html": ("c’est une page HTML", "Ouvrez-la dans votre tableur et enregistrez-la au format .xlsx."),
        "format.xml2003": ("c’est un classeur XML d’Excel 2003", saveAsXLSX),
        "format.not-a-workbook": ("ce n’est pas un classeur Excel", "Choisissez un fichier .xlsx ou .csv."),
        "format.empty": ("le fichier est vide", "Vérifiez que l’enregistrement ou le téléchargement est allé à son terme."),
        "format.unknown": ("ce n’est ni un classeur ni un fichier CSV", "Choisissez un fichier .xlsx ou .csv."),
        "xml.malformed": ("le contenu du classeur est endommagé", saveAgain),
        "xml.doctype": ("le classeur contient une déclaration interdite (DOCTYPE)", saveAgain),
        "xml.encoding": ("le texte du classeur n’est ni en UTF-8 ni en UTF-16", saveAgain),
        "xml.token-too-long": ("une balise du classeur est trop longue", saveAgain),
        "xml.attribute": ("une balise du classeur a trop d’attributs", saveAgain),
        "xml.depth": ("les balises du classeur sont trop imbriquées", saveAgain),
        "xml.names": ("le classeur utilise trop de noms de balises", saveAgain),
        "opc.missing-part": ("un élément du classeur manque", saveAgain),
        "opc.bad-relationship": ("les liens internes du classeur sont faux", saveAgain),
        "limit.relationships": ("le classeur a trop de liens internes", saveAgain),
        "sheet.none": ("le classeur n’a aucune feuille", "Vérifiez que vous avez choisi le bon fichier."),
        "sheet.not-found": ("cette feuille n’existe pas, ou n’a pas de lignes", "Vérifiez le nom de la feuille."),
        "limit.sheets": ("le classeur a trop de feuilles", tooLarge),
        "sheet.bad-ref": ("une référence de cellule ou de ligne est fausse", saveAgain),
        "sheet.duplicate-cell": ("une cellule ou une ligne est présente deux fois", saveAgain),
        "sheet.duplicate-sheetdata": ("la feuille contient deux blocs de données", saveAgain),
        "sheet.bad-shared-string": ("une cellule renvoie à un texte absent", saveAgain),
        "sheet.bad-value": ("une cellule contient une valeur impossible", saveAgain),
        "cell.too-long": ("un texte est trop long pour une cellule", fixCell),
        "limit.shared-strings": ("le classeur contient trop de textes", tooLarge),
        "limit.styles": ("le classeur contient trop de formats de cellule", saveAgain),
        "limit.rows": ("il y a trop de lignes", tooLarge),
        "limit.cells": ("il y a trop de cellules", tooLarge),
        "limit.row-size": ("une ligne contient trop de texte", tooLarge),
        "limit.text": ("une feuille contient trop de texte", tooLarge),
        "csv.encoding": (
            "l’encodage du texte n’est pas reconnu", "Enregistrez le fichier au format « CSV UTF-8 », ou au format .xlsx."
        ),
        "csv.bad-quote": ("un guillemet est mal placé", "Corrigez la ligne, ou enregistrez le fichier au format .xlsx."),
        "csv.unterminated-quote": (
            "un champ entre guillemets n’est jamais fermé", "Corrigez la ligne, ou enregistrez le fichier au format .xlsx."
        ),
        "csv.field-too-long": ("un champ est trop long", "Corrigez la ligne, ou enregistrez le fichier au format .xlsx."),
        "csv.bad-separator": ("ce séparateur est impossible", "Choisissez un point-virgule, une virgule ou une tabulation."),
        "csv.too-many-columns": ("une ligne a trop de colonnes", "Vérifiez que vous avez choisi le bon fichier."),
        "write.too-long": ("un texte est trop long pour un tableur", "Raccourcissez-le : une cellule contient au plus 32 767 caractères."),
        "write.bad-character": (
            "un caractère ne peut pas être enregistré dans ce fichier", "Supprimez-le, ou choisissez un autre encodage, par exemple utf-8."
        ),
        "write.bad-number": ("un nombre est infini ou n’en est pas un", "Corrigez la valeur indiquée."),
        "write.bad-date": ("une date est hors du calendrier du tableur", "Corrigez la valeur indiquée."),
        "write.bad-name": (
            "un nom est interdit ou déjà pris",
            "Choisissez un autre nom : pour une feuille, au plus 31 caractères, sans \\ / ? * [ ] ni deux-points."
        ),
        "write.bad-format": ("un format de nombre n’est pas valable", "Corrigez le format indiqué."),
        "write.bad-link": ("l’adresse d’un lien n’est pas valable", "Corrigez l’adresse ou supprimez le lien."),
        "write.too-many-styles": ("le classeur contient trop de formats de cellule", "Réduisez le nombre de mises en forme différentes."),
        "write.bad-place": (
            "une ligne ou une colonne dépasse la taille d’une feuille, ou n’est pas à sa place",
            "Une feuille a au plus 1 048 576 lignes et 16 384 colonnes : répartissez les données."
        ),
        "write.invalid": ("ce contenu ne peut pas être écrit dans un tableur", "Corrigez la valeur indiquée."),
    ]

    /// What is counted where a limit is passed, in the plural, as a limit is far from 1.
    private static let frenchUnits: [Code: String] = [
        "limit.file-size": "octets", "limit.inflated": "octets", "limit.row-size": "octets", "limit.text": "octets",
        "limit.relationships": "liens",
        "limit.sheets": "feuilles", "limit.shared-strings": "textes", "limit.styles": "formats", "limit.rows": "lignes",
        "limit.cells": "cellules", "cell.too-long": "caractères", "csv.field-too-long": "octets", "csv.too-many-columns": "colonnes",
        "xml.token-too-long": "octets", "xml.attribute": "attributs", "xml.depth": "niveaux", "xml.names": "noms",
        "zip.too-many-entries": "éléments", "zip.bad-name": "octets", "limit.ratio": "fois", "write.too-long": "caractères",
        "write.too-many-styles": "formats",
    ]

    /// The number as it is written in French, with narrow spaces between groups of three digits.
    private static func grouped(_ number: UInt64) -> String {
        var text = ""
        let digits = String(number)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { text += "\u{202F}" }
            text.append(digit)
        }
        return text
    }

    /// Every code that has a French text, which a test holds against the list of all codes.
    package static var translatedCodes: Set<Code> { Set(french.keys) }
}

extension SpreadsheetError.Code: ExpressibleByStringLiteral {
    /// The fault with that name.
    public init(stringLiteral name: String) { self.init(rawValue: name) }
}
