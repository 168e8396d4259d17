/// What exactly is wrong with an e-mail address or a mobile number, where it is not one character that is at fault.
public enum ValueFlaw: Sendable, Hashable {
    /// An address without `@`.
    case noAt
    /// An address with more than one `@`.
    case severalAts
    /// More than one address.
    case severalAddresses
    /// An address with nothing before the `@`.
    case noLocalPart
    /// An address with nothing after the `@`.
    case noDomain
    /// A dot at the beginning or the end of what stands before the `@`, or two in a row.
    case misplacedDot
    /// A domain without a dot.
    case noDotInDomain
    /// A dot at the beginning or the end of the domain, or two in a row.
    case misplacedDotInDomain
    /// A hyphen beside a dot, or at the beginning or the end of the domain.
    case misplacedHyphenInDomain
    /// More than 63 characters between two dots of the domain.
    case longNameInDomain
    /// A domain that does not end in at least two letters.
    case noTopLevelDomain

    /// A telephone number with another number of digits than ten.
    case digitCount(Int)
    /// A telephone number with another number of digits than nine after the country code.
    case digitCountAfterCode(Int)
    /// Ten digits that do not begin with one zero.
    case noLeadingZero
    /// A number that is negative or not whole, or beyond any telephone number.
    case noWholeNumber
    /// A text far longer than any telephone number.
    case tooLong

    /// What an administrator reads behind « n’est pas valable : ».
    var french: String {
        switch self {
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
