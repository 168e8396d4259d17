internal import Dotations

/// What an e-mail says: the name of its template's two files.
enum MessageKind: String, CaseIterable {
    // To beneficiaries.
    case accountCreation
    case phoneChanged
    // To those who sign in.
    case invitation
    case accessGranted
    case passwordReset

    init(_ kind: ActivationEmailJob.Kind) {
        switch kind {
        case .accountCreation: self = .accountCreation
        case .phoneChanged: self = .phoneChanged
        }
    }

    /// What its template may say of the recipient.
    var fields: Set<MessageField> {
        switch self {
        case .accountCreation, .phoneChanged: [.firstName, .lastName, .link, .linkEnd, .mobile, .sender]
        case .invitation: [.person, .client, .clientCode, .link, .linkEnd, .sender]
        case .accessGranted: [.person, .client, .clientCode, .link, .sender]
        case .passwordReset: [.link, .linkEnd, .sender]
        }
    }

    /// Whether there always is a mobile number to tell.
    var mobileIsSure: Bool { self == .phoneChanged }

    /// The texts that come with the program.
    var builtIn: (text: [UInt8], html: [UInt8]) {
        switch self {
        case .accountCreation: (PackageResources.accountCreation_txt, PackageResources.accountCreation_html)
        case .phoneChanged: (PackageResources.phoneChanged_txt, PackageResources.phoneChanged_html)
        case .invitation: (PackageResources.invitation_txt, PackageResources.invitation_html)
        case .accessGranted: (PackageResources.accessGranted_txt, PackageResources.accessGranted_html)
        case .passwordReset: (PackageResources.passwordReset_txt, PackageResources.passwordReset_html)
        }
    }
}
