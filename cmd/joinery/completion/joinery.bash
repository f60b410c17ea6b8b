# bash completion for joinery
_joinery() {
	local IFS=$'\n' typed=${COMP_WORDS[COMP_CWORD]}
	COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "$typed"))
}
complete -o bashdefault -o default -F _joinery joinery
