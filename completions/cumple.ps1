# cumple in PowerShell: cumple completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName cumple -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object { "$_" })
  # Older versions lose an empty argument on the way; a blank arrives.
  if ($word -eq '') { $words += ' ' }
  @(& cumple complete '--' @words 2>$null) | Select-Object -Skip 1 | ForEach-Object {
    $value, $about = $_ -split "`t", 2
    if (-not $about) { $about = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
  }
}
