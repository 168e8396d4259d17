internal import Dotations

/// What a bounce was found to be.
public enum BounceFinding: Sendable, Hashable {
    /// It is about this job, whose dotation now has the status `Erreur e-mail`.
    case recorded(Job.Reference)
    /// It is about this job, which came back for another reason than its address: the dotation is left as it is.
    case blameless(Job.Reference)
    /// It is about this job, whose dotation has another address by now, or is activated.
    case outdated(Job.Reference)
    /// It is about another address, to which the recipient of this job has his mail forwarded: nothing is recorded.
    case forwarded(Job.Reference)
    /// It was recorded before.
    case known(Job.Reference)
    /// It is about an e-mail to a user.
    case userMail
    /// No e-mail of the store has that Message-ID.
    case unknown
}
