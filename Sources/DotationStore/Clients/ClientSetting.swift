internal import Dotations

/// What a client sets for itself, in the place of what the installation has.
public enum ClientSetting: String, Sendable, CaseIterable {
    /// The name that e-mails come from.
    case senderName = "mail.sender-name"
    /// The address that answers to e-mails go to.
    case replyAddress = "mail.reply-to"
    /// Where activation links lead.
    case linkBase = "link.base"
    /// For how many days a link is good.
    case linkDays = "link.days"
    /// Whether each member needs a second factor: `required`, or nothing.
    case secondFactor = "policy.second-factor"
    /// Which statuses let a dotation's contact change: a ``ModificationPolicy`` by its name.
    case modification = "policy.modification"
    /// Whether two people of an order may have one e-mail address: `allowed`, or nothing.
    case sharedEmail = "policy.shared-email"
    /// The templates of the two kinds of e-mail, each as text and as HTML.
    case accountCreationText = "template.accountCreation.txt"
    case accountCreationHTML = "template.accountCreation.html"
    case phoneChangedText = "template.phoneChanged.txt"
    case phoneChangedHTML = "template.phoneChanged.html"
}
