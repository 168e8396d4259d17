// swift-tools-version: 6.2

import PackageDescription

// Everyday tasks, as a package that uses the libraries: `swift run --package-path Examples/Tasks`. `scripts/client` builds and runs it.
let package = Package(
    name: "Tasks",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "Dotations", path: "../..", traits: [])],
    targets: [
        .executableTarget(
            name: "Tasks",
            dependencies: [
                .product(name: "Spreadsheet", package: "Dotations"), .product(name: "SpreadsheetCoding", package: "Dotations"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ]
)
