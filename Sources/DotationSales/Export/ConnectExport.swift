public import Dotations

/// What is to be ordered from ANCV for the sales of some events: the « ANCV Connect export ».
///
/// The order lines, the recap and the list of what was left out agree to the cent: the lines' amounts add up to the recap's face values,
/// and in every line of the recap the employees' share and the council's add up to the face value.
public struct ConnectExport: Sendable, Hashable {
    /// How the order lines are made.
    public enum Grouping: String, Sendable, CaseIterable {
        /// One line for each person, with the face values of all their sales added up.
        case perBeneficiary
        /// One line for each voucher book.
        case perVoucherBook
    }

    /// One line of the order.
    public struct Line: Sendable, Hashable {
        /// Who receives it.
        public let matricule: String
        /// « Nom ».
        public let lastName: String
        /// « Prénom ».
        public let firstName: String
        /// The contact that the person's latest sale verified.
        public let contact: Contact
        /// The face value.
        public let amount: Euros
    }

    /// The figures of a session, of an event or of everything.
    public struct Figures: Sendable, Hashable {
        /// How many voucher books.
        public internal(set) var count = 0
        /// What they are worth.
        public internal(set) var faceValue = Euros.zero
        /// What the employees paid of it.
        public internal(set) var employeesShare = Euros.zero
        /// What the works council pays of it.
        public internal(set) var councilShare = Euros.zero
        /// ANCV's commission of 1 %.
        ///
        /// Of everything it is 1 % of the face value, rounded half up as ANCV does on an order. So that its parts add up to it, that of
        /// a session is what the rounded commission grows by when the session is added to those before it. Of face values in whole euros
        /// it is their 1 % exactly.
        public internal(set) var commission = Euros.zero
        /// What is to be paid to ANCV: the face value and the commission.
        public var total: Euros { Euros(cents: faceValue.cents + commission.cents) }
    }

    /// The figures of one session.
    public struct RecapLine: Sendable, Hashable {
        /// The event's name.
        public let event: String
        /// The session's name.
        public let session: String
        /// What one voucher book is worth.
        public let faceValue: Euros
        /// What it costs the employee.
        public let price: Euros
        /// The figures.
        public let figures: Figures
    }

    /// The figures of one event.
    public struct EventTotal: Sendable, Hashable {
        /// The event's name.
        public let event: String
        /// The figures, which are the sums of its sessions'.
        public let figures: Figures
    }

    /// A sale that is not ordered.
    public struct LeftOut: Sendable, Hashable {
        /// Why a sale is left out.
        public enum Reason: Sendable, Hashable {
            /// It was cancelled.
            case cancelled
            /// It was refunded.
            case refunded
            /// Its vouchers are ordered already.
            case ordered(OrderNumber)
            /// One person's sales would be worth more than a dotation can be.
            case tooMuch

            /// The reason by a name that programs can rely on.
            public var code: String {
                switch self {
                case .cancelled: "export.cancelled"
                case .refunded: "export.refunded"
                case .ordered: "export.ordered"
                case .tooMuch: "export.too-much"
                }
            }

        }

        /// The sale.
        public let sale: Sale
        /// The event's name.
        public let event: String
        /// The session's name.
        public let session: String
        /// Who bought it, where they are still known.
        public let beneficiary: Beneficiary?
        /// Why it is left out.
        public let reason: Reason
    }

    /// A session that still sells, so that the export is partial.
    public struct OpenSession: Sendable, Hashable {
        /// The event's name.
        public let event: String
        /// The session's name.
        public let session: String
        /// The last day on which it sells.
        public let closes: CalendarDate

    }

    /// The order lines, by name.
    public let lines: [Line]
    /// The sessions of the events, in the order of the events; also those that sold nothing, unless their event is withdrawn.
    public let recap: [RecapLine]
    /// The events.
    public let events: [EventTotal]
    /// The figures of everything.
    public let total: Figures
    /// What was left out, in the order of the sales.
    public let leftOut: [LeftOut]
    /// The sessions that still sell; empty once the registration of all has closed.
    public let openSessions: [OpenSession]
    /// The sales that it orders, in the order of their numbers.
    public let sales: [Sale.ID]

    /// Whether more can still be sold.
    public var isPartial: Bool { !openSessions.isEmpty }
}
