/// The client's own, beside whatever the libraries are built of.
public let supportName = "TestSupport"
