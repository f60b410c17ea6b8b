# fish completion for joinery
function __joinery_complete
	set -l words (commandline -opc) (commandline -ct)
	set -l found ($words[1] __complete $words[2..-1] 2>/dev/null)
	if test -n "$found"
		printf '%s\n' $found
	else
		__fish_complete_path (commandline -ct)
	end
end
complete -c joinery -f -a '(__joinery_complete)'
