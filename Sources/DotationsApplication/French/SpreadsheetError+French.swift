public import Spreadsheet
internal import ZipContainer

extension SpreadsheetError {
    /// What happened and what to do, in French, for the person who chose the file: the place, the fault and the advice.
    public var frenchMessage: String {
        let entry = Self.french[code]
        var text = entry?.fault ?? "le fichier ne peut pas être traité (\(code.rawValue))"
        if let measured, let limit {
            let unit = Self.frenchUnits[code].map { " \($0)" } ?? ""
            text += " (\(Int(clamping: measured).grouped)\(unit) ; au plus \(Int(clamping: limit).grouped))"
        }
        text += "."
        if let advice = entry?.advice { text += " " + advice }
        return sentence(
            text,
            at: [
                location.file, location.sheet.map { "« \($0) »" }, location.cell?.description, location.line.map { "ligne \($0)" },
                location.sheet == nil && !Self.concernsTheWhole.contains(code) ? location.part : nil,
            ])
    }

    /// Where no part of the file is at fault.
    private static let concernsTheWhole: Set<Code> = [.encrypted, .wrongPassword, .unsupportedEncryption, .tooManyPasswordRounds]

    /// What to do, in French.
    public var frenchAdvice: String? { Self.french[code]?.advice }

    private static let saveAgain = "Ouvrez le fichier dans votre tableur et enregistrez-le de nouveau au format .xlsx."
    private static let saveAsXLSX = "Enregistrez le fichier au format .xlsx."
    private static let sendAgain = "Demandez de nouveau le fichier, ou téléchargez-le une nouvelle fois."
    private static let tooLarge = "Répartissez les données sur plusieurs fichiers, ou supprimez ce qui est inutile."
    private static let fixCell = "Corrigez la cellule dans votre tableur et enregistrez le fichier."
    private static let report = "Si le problème persiste, transmettez le fichier à votre administrateur."

    private static let french: [Code: (fault: String, advice: String)] = [
        .fileNotFound: ("le fichier n’existe pas", "Vérifiez le nom et le dossier."),
        .fileUnreadable: ("le fichier ne peut pas être lu", "Vérifiez les droits d’accès et que ce n’est pas un dossier."),
        .fileUnwritable: ("le fichier ne peut pas être écrit", "Vérifiez le dossier, les droits d’accès et la place disponible."),
        .fileTooLarge: ("le fichier est trop volumineux", tooLarge),
        .outOfMemory: (
            "la mémoire ne suffit pas pour lire ce fichier",
            "Fermez d’autres programmes, ou répartissez les données sur plusieurs fichiers."
        ),
        .init(.badEndRecord): ("le fichier est incomplet ou endommagé", sendAgain),
        .init(.truncated): ("le fichier est incomplet", sendAgain),
        .init(.prefixData): ("d’autres données précèdent le classeur", saveAgain),
        .init(.trailingData): ("d’autres données suivent le classeur", saveAgain),
        .init(.gap): ("le fichier contient des données cachées", saveAgain),
        .init(.overlap): ("le fichier est piégé : des éléments se recouvrent", report),
        .init(.tooManyEntries): ("le fichier contient trop d’éléments", saveAgain),
        .init(.badName): ("le fichier contient un élément au nom interdit", saveAgain),
        .init(.duplicateName): ("le fichier contient deux éléments de même nom", saveAgain),
        .init(.badExtraField): ("le fichier est endommagé", saveAgain),
        .init(.headerMismatch): ("le fichier se contredit lui-même", saveAgain),
        .init(.unsupportedMethod): ("le fichier est compressé d’une façon inconnue", saveAgain),
        .init(.encrypted): ("le fichier est chiffré", "Enregistrez-le sans mot de passe."),
        .init(.badDeflate): ("les données du fichier sont endommagées", sendAgain),
        .init(.sizeMismatch): ("un élément du fichier n’a pas la taille annoncée", saveAgain),
        .init(.badChecksum): ("le fichier est endommagé (somme de contrôle fausse)", sendAgain),
        .init(.wrongOrder): ("l’écriture du fichier a été interrompue par une erreur du programme", report),
        .init(.inflatedTooLarge): ("le fichier est trop volumineux une fois décompressé", tooLarge),
        .init(.ratioTooHigh): ("le fichier est anormalement compressé", saveAgain),
        .cancelled: ("la lecture du fichier a été interrompue", "Recommencez."),
        .legacyXLS: ("c’est un classeur d’Excel 4 ou plus ancien (.xls)", saveAsXLSX),
        .macros: ("le classeur contient des macros", "Enregistrez le fichier au format .xlsx, sans macros."),
        .sylk: ("c’est un fichier SYLK (.slk)", saveAgain),
        .dif: ("c’est un fichier DIF (.dif)", saveAgain),
        .encrypted: ("le classeur est protégé par un mot de passe", "Donnez son mot de passe, ou enregistrez-le sans mot de passe."),
        .wrongPassword: ("le mot de passe n’ouvre pas le classeur", "Vérifiez les majuscules et les accents du mot de passe."),
        .tooManyPasswordRounds: ("le classeur demande trop de calculs pour vérifier son mot de passe", saveAgain),
        .tooMuchPasswordMemory: ("le classeur demande trop de mémoire pour vérifier son mot de passe", saveAgain),
        .unsupportedEncryption: (
            "le classeur est chiffré d’une façon que le programme ne sait pas lire", "Enregistrez-le sans mot de passe, au format .xlsx."
        ),
        .damagedEncryption: ("le classeur chiffré est endommagé, ou a été modifié après son chiffrement", saveAgain),
        .html: ("c’est une page HTML sans tableau", "Vérifiez que vous avez choisi le fichier exporté, et non la page qui le propose."),
        .notAWorkbook: ("ce n’est pas un classeur", "Choisissez un classeur (.xlsx, .xls, .xlsb, .ods, .fods) ou un fichier .csv."),
        .emptyFile: ("le fichier est vide", "Vérifiez que l’enregistrement ou le téléchargement est allé à son terme."),
        .unknownFormat: (
            "ce n’est ni un classeur ni un fichier CSV", "Choisissez un classeur (.xlsx, .xls, .xlsb, .ods, .fods) ou un fichier .csv."
        ),
        .unknownEncoding: (
            "le texte est dans un encodage que le programme ne connaît pas", "Enregistrez le fichier au format .xlsx, ou en UTF-8."
        ),
        .malformedXML: (
            "le contenu du classeur est incomplet ou endommagé",
            "Demandez de nouveau le fichier, ou téléchargez-le une nouvelle fois ; s’il s’ouvre en entier dans votre tableur, enregistrez-le au format .xlsx."
        ),
        .doctype: ("le classeur contient une déclaration interdite (DOCTYPE)", saveAgain),
        .xmlEncoding: (
            "le texte du fichier n’est pas dans l’encodage annoncé, ou un élément du classeur n’est ni en UTF-8 ni en UTF-16", saveAgain
        ),
        .tokenTooLong: ("une balise du classeur est trop longue", saveAgain),
        .tooManyAttributes: ("une balise du classeur a trop d’attributs", saveAgain),
        .tooDeep: ("les balises du classeur sont trop imbriquées", saveAgain),
        .tooManyNames: ("le classeur utilise trop de noms de balises", saveAgain),
        .missingPart: ("un élément du classeur manque", saveAgain),
        .badRelationship: ("les liens internes du classeur sont faux", saveAgain),
        .tooManyRelationships: ("le classeur a trop de liens internes", saveAgain),
        .malformedCompoundFile: ("le fichier est endommagé", sendAgain),
        .malformedOpenDocument: ("le contenu du classeur OpenDocument est endommagé", saveAgain),
        .malformedRecords: ("le contenu du classeur est endommagé", saveAgain),
        .noSheets: ("le classeur n’a aucune feuille", "Vérifiez que vous avez choisi le bon fichier."),
        .noSuchSheet: ("cette feuille n’existe pas, ou n’a pas de lignes", "Vérifiez le nom de la feuille."),
        .tooManySheets: ("le classeur a trop de feuilles", tooLarge),
        .badReference: ("une référence de cellule ou de ligne est fausse", saveAgain),
        .duplicateCell: ("une cellule ou une ligne est présente deux fois", saveAgain),
        .duplicateSheetData: ("la feuille contient deux blocs de données", saveAgain),
        .badSharedString: ("une cellule renvoie à un texte absent", saveAgain),
        .badValue: ("une cellule contient une valeur impossible", saveAgain),
        .cellTooLong: ("un texte est trop long pour une cellule", fixCell),
        .noSuchColumn: ("une colonne demandée manque", "Ajoutez la colonne, ou corrigez son titre."),
        .ambiguousColumn: ("plusieurs colonnes ont le même titre", "Renommez toutes ces colonnes sauf une."),
        .missingValue: ("une cellule obligatoire est vide", fixCell),
        .wrongType: ("une cellule ne contient pas le type de valeur attendu", fixCell),
        .valueOutOfRange: ("un nombre est trop grand ou trop petit", fixCell),
        .refusedRow: ("une ligne est refusée", "Corrigez la ligne indiquée."),
        .tooManySharedStrings: ("le classeur contient trop de textes", tooLarge),
        .tooManyStyles: ("le classeur contient trop de formats de cellule", saveAgain),
        .tooManyRows: ("il y a trop de lignes", tooLarge),
        .tooManyCells: ("il y a trop de cellules", tooLarge),
        .rowTooLarge: ("une ligne contient trop de texte", tooLarge),
        .tooMuchText: ("une feuille contient trop de texte", tooLarge),
        .csvEncoding: (
            "l’encodage du texte n’est pas reconnu", "Enregistrez le fichier au format « CSV UTF-8 », ou au format .xlsx."
        ),
        .badQuote: ("un guillemet est mal placé", "Corrigez la ligne, ou enregistrez le fichier au format .xlsx."),
        .unterminatedQuote: (
            "un champ entre guillemets n’est jamais fermé", "Corrigez la ligne, ou enregistrez le fichier au format .xlsx."
        ),
        .fieldTooLong: ("un champ est trop long", "Corrigez la ligne, ou enregistrez le fichier au format .xlsx."),
        .badSeparator: ("ce séparateur est impossible", "Choisissez un point-virgule, une virgule ou une tabulation."),
        .tooManyColumns: ("une ligne a trop de colonnes", "Vérifiez que vous avez choisi le bon fichier."),
        .writtenTooLong: ("un texte est trop long pour un tableur", "Raccourcissez-le : une cellule contient au plus 32 767 caractères."),
        .unwritableCharacter: (
            "un caractère ne peut pas être enregistré dans ce fichier", "Supprimez-le, ou choisissez un autre encodage, par exemple utf-8."
        ),
        .unwritableNumber: ("un nombre est infini ou n’en est pas un", "Corrigez la valeur indiquée."),
        .unwritableDate: ("une date est hors du calendrier du tableur", "Corrigez la valeur indiquée."),
        .unwritableName: (
            "un nom est interdit ou déjà pris",
            "Choisissez un autre nom : pour une feuille, au plus 31 caractères, sans \\ / ? * [ ] ni deux-points."
        ),
        .unwritableFormat: ("un format de nombre n’est pas valable", "Corrigez le format indiqué."),
        .unwritableLink: ("l’adresse d’un lien n’est pas valable", "Corrigez l’adresse ou supprimez le lien."),
        .tooManyStylesWritten: ("le classeur contient trop de formats de cellule", "Réduisez le nombre de mises en forme différentes."),
        .unwritablePlace: (
            "une ligne ou une colonne dépasse la taille d’une feuille, ou n’est pas à sa place",
            "Une feuille a au plus 1 048 576 lignes et 16 384 colonnes : répartissez les données."
        ),
        .notWritable: ("ce contenu ne peut pas être écrit dans un tableur", "Corrigez la valeur indiquée."),
        .notEditable: ("ce fichier n’est pas un classeur .xlsx ou .xlsm", "Enregistrez-le en .xlsx dans le tableur, puis recommencez."),
        .signedWorkbook: (
            "le classeur porte une signature numérique, que toute modification rendrait invalide",
            "Supprimez la signature dans le tableur, puis signez de nouveau le classeur modifié."
        ),
        .mergedCell: (
            "cette cellule est fusionnée avec d’autres, et la première d’entre elles la cache",
            "Modifiez la première cellule, ou défusionnez-les dans le tableur."
        ),
        .arrayFormula: (
            "cette cellule fait partie d’une formule matricielle ou d’une table de données", "Modifiez cette formule dans le tableur."
        ),
        .sharedFormula: (
            "la formule de cette cellule est aussi celle de cellules qui la précèdent",
            "Enregistrez de nouveau le classeur dans un tableur, puis recommencez."
        ),
        .tableHeader: (
            "cette cellule est le titre d’une colonne de tableau, dont des formules peuvent se servir",
            "Renommez la colonne dans le tableur."
        ),
    ]

    /// What is counted where a limit is passed, in the plural, as a limit is far from 1.
    private static let frenchUnits: [Code: String] = [
        .fileTooLarge: "octets", .init(.inflatedTooLarge): "octets", .rowTooLarge: "octets", .tooMuchText: "octets",
        .tooManyRelationships: "liens",
        .tooManySheets: "feuilles", .tooManySharedStrings: "textes", .tooManyStyles: "formats", .tooManyRows: "lignes",
        .tooManyCells: "cellules", .cellTooLong: "caractères", .fieldTooLong: "octets", .tooManyColumns: "colonnes",
        .tokenTooLong: "octets", .tooManyAttributes: "attributs", .tooDeep: "niveaux", .tooManyNames: "noms",
        .init(.tooManyEntries): "éléments", .init(.badName): "octets", .init(.ratioTooHigh): "fois", .writtenTooLong: "caractères",
        .tooManyStylesWritten: "formats", .tooManyPasswordRounds: "tours",
        .tooMuchPasswordMemory: "octets",
    ]
}
