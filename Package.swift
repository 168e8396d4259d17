// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "Dotations",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "ZipContainer", targets: ["ZipContainer"]),
        .library(name: "Spreadsheet", targets: ["Spreadsheet"]),
        .executable(name: "dotations", targets: ["DotationsCLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .target(name: "CChecksum", dependencies: ["CZlib"]),
        .target(name: "ZipContainer", dependencies: ["CChecksum", "CZlib"], swiftSettings: settings),
        .target(name: "Spreadsheet", dependencies: ["ZipContainer", "CLibXML2"], swiftSettings: settings),
        .target(name: "Dotations", dependencies: [.product(name: "Crypto", package: "swift-crypto")], swiftSettings: settings),
        .target(name: "Sales", dependencies: ["Dotations"], swiftSettings: settings),
        .target(
            name: "DotationStore",
            dependencies: [
                "Dotations", "Sales", "CSQLite", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .target(name: "DotationSheets", dependencies: ["Dotations", "Sales", "Spreadsheet"], swiftSettings: settings),
        .target(
            name: "Mail", dependencies: ["Dotations", "CCurl", "CLibXML2", .product(name: "Crypto", package: "swift-crypto")],
            resources: [.embedInCode("Templates")], swiftSettings: settings),
        .target(
            name: "MailDelivery", dependencies: ["DotationStore", "Dotations", "Mail", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(
            name: "DotationsApplication",
            dependencies: [
                "DotationStore", "DotationSheets", "Dotations", "Spreadsheet", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "DotationsCLI",
            dependencies: [
                "DotationsApplication", "DotationStore", "DotationSheets", "Dotations", "Sales", "Mail", "MailDelivery", "Spreadsheet",
                "ZipContainer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(name: "ZipContainerTests", dependencies: ["ZipContainer", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "SpreadsheetTests", dependencies: ["Spreadsheet", "ZipContainer", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "DotationsTests", dependencies: ["Dotations", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "SalesTests", dependencies: ["Sales", "Dotations", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "DotationStoreTests",
            dependencies: ["DotationStore", "Dotations", "Sales", "CSQLite"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DotationSheetsTests", dependencies: ["DotationSheets", "Dotations", "Sales", "Spreadsheet", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "MailTests", dependencies: ["Mail", "Dotations", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "MailDeliveryTests",
            dependencies: ["MailDelivery", "Mail", "DotationStore", "Dotations", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .testTarget(
            name: "DotationsApplicationTests",
            dependencies: ["DotationsApplication", "DotationStore", "Dotations", "Spreadsheet", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "EndToEnd",
            dependencies: [
                "DotationsCLI", "DotationsApplication", "DotationStore", "DotationSheets", "Dotations", "Sales", "Mail", "Spreadsheet",
                "TestSupport", "ZipContainer",
            ],
            swiftSettings: settings
        ),
    ]
)
