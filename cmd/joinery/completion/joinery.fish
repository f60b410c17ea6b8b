# fish completion for joinery
function __joinery_complete
	set -l words (commandline -opc)
	set -l cur (commandline -ct)
	if string match -q -- '-*' $cur
		set -a words $cur
	end
	$words --generate-bash-completion 2>/dev/null
end
complete -c joinery -f -a '(__joinery_complete)'
