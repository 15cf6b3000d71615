# One way in on Windows: ./build.ps1 turns the loop, ./build.ps1 --target=Test tests it, ./build.ps1 --tree shows it.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Lacking($what) {
    [Console]::Error.WriteLine("build.ps1: $what")
    exit 6
}
foreach ($tool in @(
        @{ Name = 'dotnet'; Cure = 'Install the .NET SDK named in global.json: winget install Microsoft.DotNet.SDK.10' },
        @{ Name = 'npm'; Cure = 'Type: winget install OpenJS.NodeJS.LTS' },
        @{ Name = 'git'; Cure = 'Type: winget install Git.Git' })) {
    if (-not (Get-Command $tool.Name -ErrorAction SilentlyContinue)) { Lacking "$($tool.Name) is missing. $($tool.Cure)" }
}
if (-not $env:FLYWHEEL_XGBOOST) {
    Lacking "XGBoost's library is missing. Type: pip install xgboost==1.7.6, and set FLYWHEEL_XGBOOST to the path of its xgboost.dll"
}
dotnet tool restore --verbosity quiet
dotnet cake cake.cs @args
exit $LASTEXITCODE
