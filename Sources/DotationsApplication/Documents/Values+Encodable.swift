public import DotationSales
public import DotationStore
public import Dotations

// How every document writes what the domain is made of: identifiers of dotations and numbers of orders as text, numbers of operations,
// e-mails, sales and members as integers, days as `2020-08-21`, money in cents, statuses by their label.

extension OrderNumber: Encodable {
    /// The digits, as text.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(description) }
}

extension Dotation.ID: Encodable {
    /// The digits, as text.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(description) }
}

extension CalendarDate: WrittenAsText {}
extension ExportIdentity: WrittenAsText {}
extension Hash256: WrittenAsText {}
extension Client.Code: WrittenAsText {}

extension Euros: Encodable {
    /// The cents.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(cents) }
}

extension DotationStatus: Encodable {
    /// The label.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(label) }
}

extension Operation.ID: Encodable {}
extension Operation.Kind: Encodable {}
extension OperationContext.Way: Encodable {}
extension Job.ID: Encodable {}
extension Job.State: Encodable {}
extension Member.ID: Encodable {}
extension JobRefusal: Encodable {}
extension Sale.ID: Encodable {}
extension Sale.Status: Encodable {}
extension OrderList: Encodable {}
extension ActivationEmailJob.Kind: Encodable {}
extension SaleEvent.Phase: Encodable {}
extension SupportingDocument.Kind: Encodable {}
extension SupportingDocument.Status: Encodable {}
extension Reconciliation.Outcome: Encodable {}
extension Reconciliation.Key: Encodable {}

extension Job.Reference: Encodable {
    /// The client's code and the number.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["client": client, "id": id]) }
}

extension Period: Encodable {
    /// The first and the last day.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["first": first, "last": last]) }
}

extension Bracket.Bound: Encodable {
    /// The amount, and whether it belongs to the bracket.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["amountCents": amount, "inclusive": isInclusive]) }
}

extension Criterion: Encodable {
    /// The kind of document, and the bounds, which are null where there are none.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["kind": kind, "lower": bracket.lower, "upper": bracket.upper])
    }
}

extension ConfirmationNeed: Encodable {
    /// The code and the reason.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["code": code.rawValue, "message": message]) }
}
