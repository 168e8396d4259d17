/// The client's own, beside whatever the libraries are built of.
public let libXML2Name = "CLibXML2"
