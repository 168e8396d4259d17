/// One statement that an engine has prepared, to be run time and again.
protocol PreparedStatement: AnyObject {
    /// Whether it can be used again.
    var isReusable: Bool { get }
    /// Lets go of what it was bound to, and of what it found.
    func clear()
}
