/// What exactly is wrong with an e-mail address or a mobile number.
public enum ValueFlaw: Sendable, Hashable {
    /// A character that it cannot have.
    case character(Unicode.Scalar)

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
}
