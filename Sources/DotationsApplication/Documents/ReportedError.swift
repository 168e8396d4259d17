/// An error that ends what was asked for, with nothing done.
public protocol ReportedError: Error {
    /// The error for people and programs.
    var document: ErrorDocument { get }
}
