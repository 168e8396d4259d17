internal import DotationStore
internal import Logging

/// One e-mail that this process has leased: to a beneficiary or to a user.
enum LeasedMail: Sendable {
    case job(Job)
    case userMail(UserMail)

    /// One lease of an e-mail. One whose lease was lost may be leased again here, while the connection that lost it is still at it.
    enum Lease: Hashable {
        case job(Client.ID, Job.ID, attempt: Int)
        case userMail(UserMail.ID, attempt: Int)
    }

    var lease: Lease {
        switch self {
        case .job(let job): .job(job.client, job.id, attempt: job.attempt)
        case .userMail(let mail): .userMail(mail.id, attempt: mail.attempt)
        }
    }

    /// How many leases of it in a row ended without a result.
    var expiredLeases: Int {
        switch self {
        case .job(let job): job.expiredLeases
        case .userMail(let mail): mail.expiredLeases
        }
    }

    /// Its name in logs, and how often it was taken up.
    var metadata: Logger.Metadata {
        switch self {
        case .job(let job):
            ["client": .stringConvertible(job.clientCode), "job": .stringConvertible(job.id), "attempt": .stringConvertible(job.attempt)]
        case .userMail(let mail): ["user-mail": .stringConvertible(mail.id), "attempt": .stringConvertible(mail.attempt)]
        }
    }

    /// The jobs among e-mails, and the e-mails to users, with their places.
    static func parted(_ mails: [LeasedMail]) -> (jobs: [(Int, Job)], userMails: [(Int, UserMail)]) {
        var (jobs, userMails) = ([(Int, Job)](), [(Int, UserMail)]())
        for (index, mail) in mails.enumerated() {
            switch mail {
            case .job(let job): jobs.append((index, job))
            case .userMail(let mail): userMails.append((index, mail))
            }
        }
        return (jobs, userMails)
    }
}
