# bash completion for joinery
_joinery() {
	local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} kept= piece word words=() n=-1 i
	# bash takes words apart at = : and @, and completes behind them
	for ((i = 0; i <= COMP_CWORD; i++)); do
		piece=${COMP_WORDS[i]}
		if ((n < 0)) || [[ $line == [[:blank:]]* ]]; then
			((n += 1))
			words[n]=$piece kept=
		else
			kept=${words[n]}
			words[n]+=$piece
		fi
		line=${line#"${line%%[![:blank:]]*}"}
		line=${line#"$piece"}
	done
	[[ $piece == [=:@]* ]] && kept=${words[n]}
	COMPREPLY=()
	while IFS= read -r word; do
		[[ -n $word && $word == "${words[n]}"* ]] || continue
		printf -v word %q "${word#"$kept"}"
		COMPREPLY+=("$word")
	done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
}
complete -o bashdefault -o default -F _joinery joinery
