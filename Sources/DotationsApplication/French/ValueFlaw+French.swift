internal import Dotations

extension ValueFlaw {
    /// What an administrator reads after « n’est pas valable : ».
    var french: String {
        switch self {
        case .character(" "): "une espace est de trop"
        case .character(let character): VisibleText.name(of: character)
        case .noAt: "il manque « @ »"
        case .severalAts: "« @ » y est plusieurs fois"
        case .severalAddresses: "il y a plusieurs adresses"
        case .noLocalPart: "rien ne précède « @ »"
        case .noDomain: "rien ne suit « @ »"
        case .misplacedDot: "un point est de trop avant « @ »"
        case .noDotInDomain: "pas de point dans le domaine, après « @ »"
        case .misplacedDotInDomain: "un point est de trop dans le domaine, après « @ »"
        case .misplacedHyphenInDomain: "un trait d’union est de trop dans le domaine, après « @ »"
        case .longNameInDomain: "le domaine, après « @ », a un nom de plus de 63 caractères"
        case .noTopLevelDomain: "le domaine ne finit pas par une extension, comme .fr ou .com"
        case .digitCount(let count): Self.digits(count, insteadOf: "10")
        case .digitCountAfterCode(let count): Self.digits(count, insteadOf: "9", place: " après l’indicatif")
        case .noLeadingZero: "il ne commence pas par un seul 0"
        case .noWholeNumber: "ce n’est pas un nombre de 10 chiffres"
        case .tooLong: "il est bien trop long"
        }
    }

    private static func digits(_ count: Int, insteadOf expected: String, place: String = "") -> String {
        switch count {
        case 0: "aucun chiffre\(place)"
        case 1: "1 chiffre\(place) au lieu de \(expected)"
        default: "\(count) chiffres\(place) au lieu de \(expected)"
        }
    }
}
