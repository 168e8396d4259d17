// swift-tools-version: 6.2

import PackageDescription

// A package that uses the libraries as anybody's would. Its own targets have names that a client may well give; `scripts/client` builds it.
let own = ["Mail", "Sales", "CSQLite", "CCurl", "CZlib", "CLibXML2", "TestSupport"]

let package = Package(
    name: "Client",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "Dotations", path: "../..", traits: [])],
    targets: own.map { .target(name: $0) } + [
        .executableTarget(
            name: "Client",
            dependencies: [.product(name: "Spreadsheet", package: "Dotations"), .product(name: "ZipContainer", package: "Dotations")]
                + own.map { .target(name: $0) },
            swiftSettings: [.treatAllWarnings(as: .error)])
    ]
)
