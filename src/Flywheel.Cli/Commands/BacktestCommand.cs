namespace Flywheel.Cli.Commands;
using System.CommandLine;
public static class BacktestCommand { public static Command Create() => new("backtest", "later"); }
